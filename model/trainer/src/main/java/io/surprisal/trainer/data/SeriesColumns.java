package io.surprisal.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of a series: the time, then what is scored and what is only read beside it.
 *
 * @param timeColumn name of the first column
 * @param features names of the scored columns, in file order
 * @param covariates names of the columns that are inputs only, in file order
 */
public record SeriesColumns(String timeColumn, List<String> features, List<String> covariates) {

    static final String TIMESTAMP = "timestamp";
    static final String ROW_INDEX = "t";
    private static final Set<String> NO_READINGS = Set.of("key", "label");

    /** Owns its lists. */
    public SeriesColumns {
        features = List.copyOf(features);
        covariates = List.copyOf(covariates);
    }

    /** Sorts a header's names by what they are. */
    static SeriesColumns of(CsvTable table, KeySettings settings) {
        List<String> header = table.header();
        String time = header.get(0);
        if (!time.equals(TIMESTAMP) && !time.equals(ROW_INDEX)) {
            throw table.malformed(
                    0, "the first column must be '" + TIMESTAMP + "' or '" + ROW_INDEX + "': name='" + time + "'");
        }
        List<String> features = new ArrayList<>();
        List<String> covariates = new ArrayList<>();
        for (String name : header.subList(1, header.size())) {
            if (!NO_READINGS.contains(name)) {
                boolean scored =
                        settings.targets().isEmpty() || settings.targets().contains(name);
                (scored ? features : covariates).add(name);
            }
        }
        Set<String> targets = settings.targets();
        if (features.isEmpty() || features.size() < targets.size()) {
            throw table.malformed(
                    header.size() - 1,
                    targets.isEmpty()
                            ? "a series needs a column of readings: header=" + header
                            : "the header must have every target: targets=" + targets + ", header=" + header);
        }
        return new SeriesColumns(time, features, covariates);
    }

    /** Whether the first column is an index of rows in place of a time. */
    public boolean hasRowIndex() {
        return timeColumn.equals(ROW_INDEX);
    }

    /** Whether exactly one column is scored. */
    public boolean isUnivariate() {
        return features.size() == 1;
    }
}
