package dev.foresight.engine.spec;

import java.util.List;

/** Something a spec names by id and gives parameters to: an architecture, a data set, an update rule. */
public interface Component {
    /** The id in JSON: lower case, digits and hyphens. */
    String id();

    /** The name that people read. */
    String title();

    /** One sentence: what it is. */
    String summary();

    /** Its parameters, in the order in which a form shows them. */
    List<Parameter> parameters();
}
