package dev.foresight.engine.project;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs that somebody deleted: folders moved aside, whole, until they are restored or removed for good.
 *
 * @param folder where they lie, on the same disk as the runs so that a move is a rename
 */
public record DeletedRuns(Path folder) {
    /** Newest last. */
    public List<RunDirectory> list() {
        return Project.runsIn(folder);
    }

    /**
     * Moves a run here.
     *
     * @return where it lies now
     * @throws ProjectException when a worker has it, or it cannot be moved; it is then where it was
     */
    public RunDirectory take(RunDirectory run) {
        refuseIfHeld(run);
        RunDirectory moved = move(run, folder);
        try {
            // A worker may have come in between the look and the move; it is to find its folder again.
            refuseIfHeld(moved);
        } catch (ProjectException held) {
            move(moved, parent(run));
            throw held;
        }
        return moved;
    }

    /**
     * Moves a run back.
     *
     * @param runs the folder of the runs
     * @return where it lies now
     * @throws ProjectException when it cannot be moved; it is then still here
     */
    public RunDirectory restore(RunDirectory run, Path runs) {
        refuseIfElsewhere(run);
        return move(run, runs);
    }

    /**
     * What removing these runs would free.
     *
     * @return bytes
     */
    public long bytes(List<RunDirectory> runs) {
        return runs.stream().mapToLong(run -> bytes(run.folder())).sum();
    }

    /**
     * Removes runs for good. One that cannot be removed whole stays listed, so that it can be tried again.
     *
     * @throws ProjectException when one does not lie here or cannot be removed; those before it are gone
     */
    public void remove(List<RunDirectory> runs) {
        runs.forEach(this::refuseIfElsewhere);
        runs.forEach(run -> removeTree(run.folder()));
    }

    private static void refuseIfHeld(RunDirectory run) {
        if (RunLock.state(run) == RunLock.State.HELD) {
            throw new ProjectException(run.folder(), "a worker has this run; stop it first, then delete it");
        }
    }

    private void refuseIfElsewhere(RunDirectory run) {
        if (!parent(run).equals(folder.toAbsolutePath().normalize())) {
            throw new ProjectException(
                    run.folder(),
                    "is no deleted run of this project; those lie in " + folder + ", and it was left alone");
        }
    }

    private static Path parent(RunDirectory run) {
        return run.folder().toAbsolutePath().normalize().resolve("..").normalize();
    }

    private static RunDirectory move(RunDirectory run, Path to) {
        Path target = to.resolve(run.name());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProjectException(
                    run.folder(), "cannot be moved, because " + target + " exists; move that one away first");
        }
        try {
            Files.createDirectories(to);
            Files.move(run.folder(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ProjectException(
                    run.folder(), "cannot be moved to " + to + "; check the rights of both folders", e);
        }
        return new RunDirectory(target);
    }

    private static long bytes(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            long sum = 0;
            for (Path file : files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new ProjectException(tree, "cannot be measured; check its rights", e);
        }
    }

    /** Does not follow links. The file that makes the folder a run goes last but for the folder itself. */
    private static void removeTree(Path tree) {
        if (Files.isSymbolicLink(tree)) {
            removeLink(tree);
            return;
        }
        Path last = tree.resolve(RunDirectory.SPEC);
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> deepestFirst = files.filter(file -> !file.equals(last) && !file.equals(tree))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
            Files.deleteIfExists(last);
            Files.delete(tree);
        } catch (IOException e) {
            throw new ProjectException(tree, "cannot be removed whole; check its rights and try again", e);
        }
    }

    /** A run that lies elsewhere: what is below the link belongs to another folder. */
    private static void removeLink(Path link) {
        try {
            Files.delete(link);
        } catch (IOException e) {
            throw new ProjectException(link, "cannot be removed; check the rights of its folder", e);
        }
    }
}
