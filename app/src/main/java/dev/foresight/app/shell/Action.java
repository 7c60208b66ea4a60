package dev.foresight.app.shell;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;

/**
 * Something the window can do: reachable from the menu, by its keys, and by tests through its id.
 *
 * @param name a verb, with the mnemonic marked by an underscore
 * @param keys in the toolkit's notation, such as {@code Shortcut+S}; empty for none
 */
record Action(String id, String name, String keys, ObservableBooleanValue enabled, Runnable work) {
    MenuItem menuItem() {
        MenuItem item = new MenuItem(name);
        item.setId(id);
        item.setMnemonicParsing(true);
        item.setOnAction(event -> run());
        item.disableProperty().bind(javafx.beans.binding.Bindings.not(enabled));
        if (!keys.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(keys));
        }
        return item;
    }

    void run() {
        if (enabled.get()) {
            work.run();
        }
    }

    /** Its name and keys, for a tooltip. */
    String hint() {
        String plain = name.replace("_", "");
        return keys.isEmpty()
                ? plain
                : plain + "  " + KeyCombination.valueOf(keys).getDisplayText();
    }
}
