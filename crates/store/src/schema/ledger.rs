//! Projects and the record: claims, withdrawals, verdicts, postings, cells.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0100_project",
        sql: "CREATE TABLE project (
            id {uuid} PRIMARY KEY, code VARCHAR(20) NOT NULL UNIQUE, org {uuid} NOT NULL, unit INTEGER NOT NULL,
            name VARCHAR(300) NOT NULL, name_key VARCHAR(300) NOT NULL, investor VARCHAR(300) NOT NULL, investor_key VARCHAR(300) NOT NULL,
            credit_code VARCHAR(40), project_code VARCHAR(60), live {bool} NOT NULL, stage SMALLINT NOT NULL,
            facts TEXT NOT NULL, version INTEGER NOT NULL, made_by_import {uuid},
            created_at {time} NOT NULL, updated_at {time} NOT NULL, chain_length BIGINT NOT NULL, chain_hash {bytes} NOT NULL)",
    },
    Step { name: "0101_project_name", sql: "CREATE INDEX project_name ON project (org, name_key)" },
    Step {
        name: "0102_project_version",
        sql: "CREATE TABLE project_version (
            project {uuid} NOT NULL, version INTEGER NOT NULL, facts TEXT NOT NULL, live {bool} NOT NULL, at {time} NOT NULL,
            by_user {uuid}, by_name VARCHAR(80) NOT NULL, cause VARCHAR(200) NOT NULL, import {uuid}, PRIMARY KEY (project, version))",
    },
    Step { name: "0103_project_version_import", sql: "CREATE INDEX project_version_import ON project_version (import)" },
    Step {
        name: "0104_project_scope",
        sql: "CREATE TABLE project_scope (
            ancestor {uuid} NOT NULL, project {uuid} NOT NULL, relation SMALLINT NOT NULL, PRIMARY KEY (ancestor, project, relation))",
    },
    Step { name: "0105_project_scope_up", sql: "CREATE INDEX project_scope_up ON project_scope (project, ancestor)" },
    // What a ledger's rows and a claim's namesakes are looked for by, in whatever unit they are.
    Step { name: "0106_project_name_key", sql: "CREATE INDEX project_name_key ON project (name_key)" },
    Step { name: "0107_project_project_code", sql: "CREATE INDEX project_project_code ON project (project_code)" },
    Step {
        name: "0110_claim",
        // Append-only. Amounts in hundredths of the currency; `period` is YYYYMM.
        sql: "CREATE TABLE claim (
            id {uuid} PRIMARY KEY, project {uuid} NOT NULL, sequence BIGINT NOT NULL, kind SMALLINT NOT NULL, class SMALLINT NOT NULL,
            origin SMALLINT NOT NULL, amount BIGINT, approximate {bool} NOT NULL, occurred_on {date}, precision VARCHAR(12),
            period INTEGER NOT NULL, opening {bool} NOT NULL, recorded_at {time} NOT NULL, reported_by {uuid}, reporter VARCHAR(80) NOT NULL,
            org {uuid} NOT NULL, source SMALLINT NOT NULL, import {uuid}, sheet VARCHAR(120), cell VARCHAR(12), raw TEXT, corrects {uuid})",
    },
    Step { name: "0111_claim_project", sql: "CREATE INDEX claim_project ON claim (project, sequence)" },
    Step { name: "0112_claim_import", sql: "CREATE INDEX claim_import ON claim (import)" },
    Step {
        name: "0113_claim_state",
        // What a claim has come to, kept beside the record so that queues need not compute it.
        sql: "CREATE TABLE claim_state (
            claim {uuid} PRIMARY KEY, project {uuid} NOT NULL, import {uuid}, kind SMALLINT NOT NULL, unit INTEGER NOT NULL, state SMALLINT NOT NULL)",
    },
    Step { name: "0114_claim_state_queue", sql: "CREATE INDEX claim_state_queue ON claim_state (state, claim)" },
    Step { name: "0115_claim_state_import", sql: "CREATE INDEX claim_state_import ON claim_state (import, state)" },
    Step {
        name: "0120_withdrawal",
        // Append-only.
        sql: "CREATE TABLE withdrawal (
            id {uuid} PRIMARY KEY, claim {uuid} NOT NULL UNIQUE, project {uuid} NOT NULL, reason TEXT NOT NULL,
            by_user {uuid}, by_name VARCHAR(80) NOT NULL, at {time} NOT NULL)",
    },
    Step { name: "0121_withdrawal_project", sql: "CREATE INDEX withdrawal_project ON withdrawal (project)" },
    Step {
        name: "0122_verdict",
        // Append-only.
        sql: "CREATE TABLE verdict (
            id {uuid} PRIMARY KEY, claim {uuid} NOT NULL, project {uuid} NOT NULL, level SMALLINT NOT NULL, outcome SMALLINT NOT NULL,
            amount BIGINT, reason TEXT NOT NULL, by_user {uuid}, by_name VARCHAR(80) NOT NULL, at {time} NOT NULL)",
    },
    Step { name: "0123_verdict_project", sql: "CREATE INDEX verdict_project ON verdict (project)" },
    Step { name: "0124_verdict_claim", sql: "CREATE INDEX verdict_claim ON verdict (claim)" },
    Step {
        name: "0130_chain",
        // Append-only. record: 1 claim, 2 withdrawal, 3 verdict.
        sql: "CREATE TABLE chain (
            project {uuid} NOT NULL, sequence BIGINT NOT NULL, record SMALLINT NOT NULL, record_id {uuid} NOT NULL, hash {bytes} NOT NULL,
            PRIMARY KEY (project, sequence))",
    },
    Step {
        name: "0140_posting",
        // Append-only. `count` in basis points of a project.
        sql: "CREATE TABLE posting (
            id {uuid} PRIMARY KEY, project {uuid} NOT NULL, claim {uuid} NOT NULL, cause {uuid} NOT NULL, level SMALLINT NOT NULL,
            view SMALLINT NOT NULL, unit INTEGER NOT NULL, period INTEGER NOT NULL, cohort INTEGER NOT NULL, kind SMALLINT NOT NULL,
            class SMALLINT NOT NULL, origin SMALLINT NOT NULL, industry SMALLINT NOT NULL, category SMALLINT NOT NULL,
            size_band SMALLINT NOT NULL, opening {bool} NOT NULL, count INTEGER NOT NULL, amount BIGINT NOT NULL, known_at {time} NOT NULL)",
    },
    Step { name: "0141_posting_project", sql: "CREATE INDEX posting_project ON posting (project, id)" },
    Step { name: "0142_posting_rows", sql: "CREATE INDEX posting_rows ON posting (level, view, kind, period, unit)" },
    Step {
        name: "0143_posting_days",
        // Covering: the days of the current month in an as-of answer never touch the table.
        sql: "CREATE INDEX posting_days ON posting (level, view, known_at, kind, period, cohort, unit, class, origin, opening, count, amount)",
    },
    Step {
        name: "0150_cell",
        sql: "CREATE TABLE cell (
            level SMALLINT NOT NULL, view SMALLINT NOT NULL, measure SMALLINT NOT NULL, period INTEGER NOT NULL, unit INTEGER NOT NULL,
            known_month INTEGER NOT NULL, count BIGINT NOT NULL, amount BIGINT NOT NULL,
            PRIMARY KEY (level, view, measure, unit, period, known_month)){by_key}",
    },
    Step {
        name: "0160_stage_move",
        // Append-only.
        sql: "CREATE TABLE stage_move (
            id {uuid} PRIMARY KEY, project {uuid} NOT NULL, from_stage SMALLINT NOT NULL, to_stage SMALLINT NOT NULL,
            cause {uuid} NOT NULL, by_name VARCHAR(80) NOT NULL, at {time} NOT NULL)",
    },
    Step { name: "0161_stage_move_project", sql: "CREATE INDEX stage_move_project ON stage_move (project, at)" },
];
