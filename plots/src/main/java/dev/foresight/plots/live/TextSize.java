package dev.foresight.plots.live;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** How wide texts are. */
final class TextSize {
    private final Text text = new Text();

    double width(String content, Font font) {
        text.setFont(font);
        text.setText(content);
        return text.getLayoutBounds().getWidth();
    }

    /** The text, or as much of its start as fits, with an ellipsis. */
    String fitted(String content, Font font, double room) {
        if (width(content, font) <= room) {
            return content;
        }
        int end = content.length();
        while (end > 0 && width(content.substring(0, end).stripTrailing() + "…", font) > room) {
            end--;
        }
        return end == 0 ? "" : content.substring(0, end).stripTrailing() + "…";
    }
}
