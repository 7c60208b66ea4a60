package dev.foresight.engine.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All components of a kind that are on the class path, by id. */
public final class Registry<C extends Component> {
    private final Map<String, C> byId = new TreeMap<>();

    private Registry(Iterable<C> components) {
        for (C component : components) {
            C twin = byId.put(component.id(), component);
            if (twin != null) {
                throw new IllegalStateException("two components with the id " + component.id() + ": "
                        + twin.getClass().getName() + " and "
                        + component.getClass().getName());
            }
        }
    }

    /** The components registered for a service-provider interface. */
    public static <C extends Component> Registry<C> of(Class<C> kind) {
        return new Registry<>(ServiceLoader.load(kind, kind.getClassLoader()));
    }

    /** These components and no others. */
    public static <C extends Component> Registry<C> of(List<C> components) {
        return new Registry<>(components);
    }

    public Optional<C> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The component with this id, which validation has found to exist. */
    public C get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no component " + id + " among " + ids()));
    }

    public List<C> all() {
        return List.copyOf(byId.values());
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }
}
