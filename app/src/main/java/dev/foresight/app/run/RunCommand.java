package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Something that can be done with the selected runs: in the tool bar, the context menu and the window's menu. */
public final class RunCommand {
    private final String id;
    private final String name;
    private final String keys;
    private final String icon;
    private final String tip;
    private final Predicate<List<RunItem>> fits;
    private final Consumer<List<RunItem>> work;
    private final RunsViewModel runs;
    private final ReadOnlyBooleanWrapper enabled = new ReadOnlyBooleanWrapper();

    /**
     * @param name a verb, with the mnemonic marked by an underscore
     * @param keys in the toolkit's notation; empty for none
     * @param icon its class in the style sheet, without {@code icon-}
     * @param tip what will happen, in a sentence
     * @param fits whether it makes sense for the selected runs
     */
    RunCommand(
            RunsViewModel runs,
            String id,
            String name,
            String keys,
            String icon,
            String tip,
            Predicate<List<RunItem>> fits,
            Consumer<List<RunItem>> work) {
        this.runs = runs;
        this.id = id;
        this.name = name;
        this.keys = keys;
        this.icon = icon;
        this.tip = tip;
        this.fits = fits;
        this.work = work;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String keys() {
        return keys;
    }

    String icon() {
        return icon;
    }

    String tip() {
        return tip;
    }

    public ReadOnlyBooleanProperty enabled() {
        return enabled.getReadOnlyProperty();
    }

    /** Does it to the selected runs it fits. */
    public void run() {
        // The runs may have moved on since the button was drawn.
        refresh();
        if (enabled.get()) {
            work.accept(List.copyOf(runs.selected()));
        }
    }

    void refresh() {
        enabled.set(fits.test(runs.selected()));
    }
}
