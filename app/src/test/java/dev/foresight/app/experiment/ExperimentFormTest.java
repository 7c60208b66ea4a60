package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.project.SpecValidation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real form on a platform without a display. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set up on the FX thread
class ExperimentFormTest {
    private ExperimentViewModel model;
    private ExperimentView view;

    @BeforeAll
    static void startToolkit() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException alreadyStarted) {
            started.countDown();
        }
        Platform.setImplicitExit(false);
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @BeforeEach
    void open() throws Exception {
        onFx(() -> {
            model = new ExperimentViewModel(new SameThreadTaskRunner(), SpecValidation::check, Components.registered());
            view = new ExperimentView(model);
            model.load(ExperimentTemplate.all().getFirst().spec());
            lay();
            return true;
        });
    }

    @Test
    void theMenuAddsAControlAndThenSaysThatItIsThere() throws Exception {
        onFx(() -> {
            assertThat(menu().getItems()).hasSize(Control.values().length);
            assertThat(item(Control.NO_PREDICTION).isDisable()).isTrue();
            item(Control.NADAM).fire();
            assertThat(item(Control.NADAM).isDisable()).isTrue();
            assertThat(item(Control.RANDOM).isDisable()).isFalse();
            lay();
            List<Button> chips = view.lookupAll(".control-chip").stream()
                    .map(Button.class::cast)
                    .toList();
            assertThat(chips).hasSize(1);
            assertThat(chips.getFirst().getText()).startsWith("NAdam");
            chips.getFirst().fire();
            assertThat(item(Control.NADAM).isDisable()).isFalse();
            assertThat(model.dirty().get()).isFalse();
            model.undo();
            assertThat(item(Control.NADAM).isDisable()).isTrue();
            return true;
        });
    }

    private void lay() {
        if (view.getScene() == null) {
            new Scene(view, 340, 1600);
        }
        view.applyCss();
        view.layout();
    }

    private MenuButton menu() {
        return (MenuButton) view.lookup("#add-control");
    }

    private MenuItem item(Control control) {
        return menu().getItems().stream()
                .filter(item -> ("control-" + control.id()).equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }
}
