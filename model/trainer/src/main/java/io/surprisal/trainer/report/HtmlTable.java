package io.surprisal.trainer.report;

import java.util.ArrayList;
import java.util.List;

/** A table: the first column is text, the others are numbers. Not thread-safe. */
public final class HtmlTable {

    private final List<String> head;
    private final StringBuilder rows = new StringBuilder();

    /** With these column heads. */
    public HtmlTable(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row of as many cells as there are heads. */
    public HtmlTable row(String... cells) {
        return add("", List.of(cells));
    }

    /** The same, as the row that the reader looks for. */
    public HtmlTable mainRow(String... cells) {
        return add(" class=\"main\"", List.of(cells));
    }

    private HtmlTable add(String attributes, List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException("a row must have as many cells as the table has heads: heads="
                    + head.size() + ", cells=" + cells.size());
        }
        rows.append("<tr").append(attributes).append("><th scope=\"row\">");
        rows.append(Markup.escape(cells.get(0))).append("</th>");
        cells.stream()
                .skip(1)
                .forEach(cell -> rows.append("<td>").append(Markup.escape(cell)).append("</td>"));
        rows.append("</tr>\n");
        return this;
    }

    /** The table's markup. */
    public String html() {
        List<String> heads = new ArrayList<>();
        head.forEach(name -> heads.add("<th scope=\"col\">" + Markup.escape(name) + "</th>"));
        return "<div class=\"wide\"><table>\n<thead><tr>" + String.join("", heads) + "</tr></thead>\n<tbody>\n" + rows
                + "</tbody>\n</table></div>\n";
    }
}
