package io.surprisal.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

    @Test
    void keepsEverySpikeHoweverManyRowsABucketHas() {
        Envelope envelope = new Envelope(0, 99_999, 750);
        for (int row = 0; row < 100_000; row++) {
            envelope.add(row, row == 31_415 ? 9 : row == 31_416 ? -7 : Math.sin(row));
        }

        assertThat(envelope.buckets()).isEqualTo(750);
        assertThat(envelope.greatest()).isEqualTo(9);
        assertThat(envelope.least()).isEqualTo(-7);
    }

    @Test
    void givesEachOfFewRowsABucketOfItsOwnAndLeavesMissingValuesOut() {
        Envelope envelope = new Envelope(5, 8, 750);
        envelope.add(5, 1);
        envelope.add(6, Double.NaN);
        envelope.add(8, 3);

        assertThat(envelope.buckets()).isEqualTo(4);
        assertThat(envelope.row(3)).isEqualTo(8);
        assertThat(envelope.greatest(0)).isEqualTo(1);
        assertThat(envelope.least(1)).isNaN();
    }

    @Test
    void drawsChartsThatAreWellFormedWhateverTheNamesHold() throws Exception {
        Envelope curve = new Envelope(0, 9, 750);
        for (int row = 0; row < 10; row++) {
            curve.add(row, row);
        }
        String svg = new Chart("<cpu> & \"load\"", new Interval(0, 9), Interval.around(0, 9), 100)
                .title("a < b")
                .span(Mark.MISSED, 2, 4, "missed & gone")
                .band("band", curve, curve)
                .curve("value", curve)
                .level(5, "limit")
                .mark(Mark.FALSE_ALARM, 7, "false")
                .tick(0, "t = 0")
                .svg();

        Document page = parse(new HtmlPage("A \u0001 & B").section("S", svg).html());

        assertThat(page.getElementsByTagName("path").getLength()).isEqualTo(3);
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("A   & B");
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({"0, 0", "0.5, 0.5", "12.3456, 12.35", "1234.5678, 1235", "123000000, 1.23e+08", "-0.25, -0.25", "NaN, –"
    })
    void writesNumbersShort(double number, String text) {
        assertThat(Markup.number(number)).isEqualTo(text);
    }

    @Test
    void choosesRoundTicks() {
        assertThat(new Interval(0, 1).ticks(5)).containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
        assertThat(Interval.around(3, 3)).isEqualTo(new Interval(2.7, 3.3));
        assertThat(Interval.around(Double.NaN, Double.NaN)).isEqualTo(new Interval(-1, 1));
    }

    @Test
    void refusesRowsThatDoNotFitTheHeads() {
        HtmlTable table = new HtmlTable("a", "b");

        assertThatThrownBy(() -> table.row("1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must have as many cells as the table has heads: heads=2, cells=1");
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }
}
