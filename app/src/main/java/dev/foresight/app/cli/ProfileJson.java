package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.table.Profile;

/** A performance profile as JSON for scripts; a cost or ratio that is infinite is null. */
final class ProfileJson {
    private ProfileJson() {}

    static ObjectNode of(Profile profile) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        PerformanceProfile ratios = profile.ratios();
        root.put("time", profile.question().time().word());
        root.put("targetPart", profile.question().target());
        ArrayNode problems = root.putArray("problems");
        for (Profile.Problem problem : profile.problems()) {
            ObjectNode one = problems.addObject();
            one.put("experiment", problem.experiment());
            one.put("metric", problem.metric().id());
            one.put("target", problem.target());
        }
        ArrayNode solvers = root.putArray("solvers");
        for (int s = 0; s < profile.solvers().size(); s++) {
            ObjectNode one = solvers.addObject();
            one.put("name", profile.solvers().get(s));
            ArrayNode arms = one.putArray("arms");
            ArrayNode costs = one.putArray("costs");
            ArrayNode ratiosOfSolver = one.putArray("ratios");
            for (int p = 0; p < profile.problems().size(); p++) {
                arms.add(profile.problems().get(p).arms().get(s));
                finite(costs, profile.problems().get(p).costs().get(s));
                finite(ratiosOfSolver, ratios.ratios()[p][s]);
            }
            ArrayNode steps = one.putArray("profile");
            for (double tau : ratios.rises(s)) {
                ObjectNode step = steps.addObject();
                step.put("tau", tau);
                step.put("share", ratios.share(s, tau));
            }
        }
        profile.leftOut().forEach(root.putArray("leftOut")::add);
        return root;
    }

    private static void finite(ArrayNode node, double value) {
        if (Double.isFinite(value)) {
            node.add(value);
        } else {
            node.addNull();
        }
    }
}
