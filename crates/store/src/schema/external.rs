//! Figures that others have published, with their papers.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0340_external_paper",
        // Append-only. The file is kept as it came, where there is one.
        sql: "CREATE TABLE external_paper (
            id {uuid} PRIMARY KEY, org {uuid} NOT NULL, title VARCHAR(300) NOT NULL, document_no VARCHAR(120), issuer VARCHAR(120) NOT NULL,
            issued_on {date} NOT NULL, file_name VARCHAR(300), media_type VARCHAR(120), sha256 VARCHAR(64), recorded_by {uuid},
            recorded_name VARCHAR(80) NOT NULL, recorded_at {time} NOT NULL)",
    },
    Step { name: "0341_external_paper_org", sql: "CREATE INDEX external_paper_org ON external_paper (org, id)" },
    Step {
        name: "0342_external_figure",
        // Append-only: the latest row of a question (unit, indicator, period, cumulative) stands, and one without a
        // value takes the former back. `value` in basis points of a project, fen, or hundredths of a per cent.
        sql: "CREATE TABLE external_figure (
            id {uuid} PRIMARY KEY, paper {uuid} NOT NULL, org {uuid} NOT NULL, indicator VARCHAR(60) NOT NULL, period INTEGER NOT NULL,
            cumulative {bool} NOT NULL, value BIGINT, raw VARCHAR(200) NOT NULL, place VARCHAR(200), recorded_by {uuid},
            recorded_name VARCHAR(80) NOT NULL, recorded_at {time} NOT NULL)",
    },
    Step {
        name: "0343_external_figure_question",
        sql: "CREATE INDEX external_figure_question ON external_figure (period, indicator, org, id)",
    },
    Step { name: "0344_external_figure_paper", sql: "CREATE INDEX external_figure_paper ON external_figure (paper, id)" },
];
