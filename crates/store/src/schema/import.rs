//! The desk of an import: its rows in an index, and what was mended in them.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    // What the rows come to, as JSON whose form is the caller's; absent for imports that were read before there was an index.
    Step { name: "0310_import_batch_desk", sql: "ALTER TABLE import_batch ADD COLUMN desk TEXT" },
    // Counts every change of the rows, so that nobody mends what another has mended meanwhile.
    Step { name: "0311_import_batch_version", sql: "ALTER TABLE import_batch ADD COLUMN version INTEGER NOT NULL DEFAULT 0" },
    // What was chosen for its columns, as JSON.
    Step { name: "0312_import_batch_choices", sql: "ALTER TABLE import_batch ADD COLUMN choices TEXT" },
    // What a commit would do to the unit's figures, with the version that it was computed for, as JSON.
    Step { name: "0313_import_batch_effect", sql: "ALTER TABLE import_batch ADD COLUMN effect TEXT" },
    Step {
        name: "0314_import_row",
        // A narrow row for each row of the ledger, so that any page of any tab is found without reading the rows.
        // `same` is what two rows of one project have in common; `data` holds the row where it differs from the chunk's.
        sql: "CREATE TABLE import_row (
            import {uuid} NOT NULL, place INTEGER NOT NULL, sheet SMALLINT NOT NULL, at_row INTEGER NOT NULL, flags INTEGER NOT NULL,
            action SMALLINT NOT NULL, rules VARCHAR(300) NOT NULL, same VARCHAR(700) NOT NULL, project {uuid}, figures TEXT NOT NULL,
            data {bytes}, PRIMARY KEY (import, place)){by_key}",
    },
    Step { name: "0315_import_row_same", sql: "CREATE INDEX import_row_same ON import_row (import, same)" },
    Step { name: "0316_import_row_project", sql: "CREATE INDEX import_row_project ON import_row (import, project)" },
    Step {
        name: "0317_import_mend",
        // Append-only but for `state`: 1 stands, 2 undone, 3 undone and overtaken by a later mend. `step` is one act of
        // a person, `number` its place in it.
        sql: "CREATE TABLE import_mend (
            import {uuid} NOT NULL, step INTEGER NOT NULL, number INTEGER NOT NULL, state SMALLINT NOT NULL, sheet VARCHAR(120) NOT NULL,
            at_row INTEGER NOT NULL, field VARCHAR(60) NOT NULL, cell VARCHAR(12) NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
            by_user {uuid}, by_name VARCHAR(80) NOT NULL, at {time} NOT NULL, PRIMARY KEY (import, step, number))",
    },
    // Whether it is the ledger of a former year.
    Step { name: "0318_import_batch_history", sql: "ALTER TABLE import_batch ADD COLUMN history {bool} NOT NULL DEFAULT FALSE" },
];
