package dev.foresight.app.cli;

import dev.foresight.engine.data.DataException;
import dev.foresight.engine.project.ProjectException;
import dev.foresight.engine.run.NotResumableException;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.plots.figure.FigureException;
import dev.foresight.plots.table.TableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** What was thrown, as an exit code and a message. */
final class Failures {
    private Failures() {}

    /** Tells the user and returns the exit code; only a fault of the program shows where it happened. */
    static int report(Exception thrown, PrintWriter err) {
        int code = code(thrown);
        err.println("foresight: " + thrown.getMessage());
        if (code == ExitCode.RUN_FAILED) {
            err.println("This is a fault of the program. Please report it with the lines below.");
            thrown.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private static int code(Exception thrown) {
        return switch (thrown) {
            case CommandException command -> command.exitCode();
            case InvalidSpecException spec -> onlyFilesMissing(spec) ? ExitCode.ENVIRONMENT : ExitCode.USAGE;
            case ProjectException project -> project.getCause() == null ? ExitCode.USAGE : ExitCode.ENVIRONMENT;
            case NotResumableException run -> ExitCode.USAGE;
            case TableException table -> ExitCode.USAGE;
            case RunIoException io -> ExitCode.ENVIRONMENT;
            case DataException data -> ExitCode.ENVIRONMENT;
            case FigureException figure -> ExitCode.ENVIRONMENT;
            case UncheckedIOException io -> ExitCode.ENVIRONMENT;
            case IOException io -> ExitCode.ENVIRONMENT;
            default -> ExitCode.RUN_FAILED;
        };
    }

    /** A sound spec whose data is not on this machine is no mistake of the spec. */
    private static boolean onlyFilesMissing(InvalidSpecException e) {
        return e.problems().stream()
                .filter(SpecProblem::isError)
                .allMatch(problem -> problem.path().equals("data.parameters.folder"));
    }
}
