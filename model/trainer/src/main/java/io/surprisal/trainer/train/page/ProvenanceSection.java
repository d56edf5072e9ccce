package io.surprisal.trainer.train.page;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.trainer.report.HtmlTable;

/** Where a model comes from, as a table. */
final class ProvenanceSection {

    private ProvenanceSection() {}

    static String html(ModelManifest manifest) {
        Provenance provenance = manifest.getProvenance();
        return new HtmlTable("", "")
                .row("weights, SHA-256", String.valueOf(manifest.getSha256()))
                .row("made by", provenance.getWho())
                .row("made at", String.valueOf(provenance.getWhen()))
                .row("command", provenance.getCommand())
                .row("data", provenance.getData())
                .row("seed", String.valueOf(provenance.getSeed()))
                .html()
                .replace("<table>", "<table class=\"facts\">");
    }
}
