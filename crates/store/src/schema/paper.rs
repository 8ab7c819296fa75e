//! Files, imports and issued papers.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0200_blob",
        sql: "CREATE TABLE blob (sha256 VARCHAR(64) PRIMARY KEY, size BIGINT NOT NULL, content {bytes} NOT NULL, created_at {time} NOT NULL)",
    },
    Step {
        name: "0210_import_batch",
        // state: 1 read, 2 committed, 3 undone. `reading` holds what was read beside the rows, `result` what became of it.
        sql: "CREATE TABLE import_batch (
            id {uuid} PRIMARY KEY, org {uuid} NOT NULL, period INTEGER NOT NULL, file_name VARCHAR(300) NOT NULL, size BIGINT NOT NULL,
            sha256 VARCHAR(64) NOT NULL, state SMALLINT NOT NULL, rows INTEGER NOT NULL, reading TEXT NOT NULL, result TEXT,
            created_by {uuid}, created_name VARCHAR(80) NOT NULL, created_at {time} NOT NULL,
            committed_at {time}, committed_name VARCHAR(80), undone_at {time}, undone_name VARCHAR(80))",
    },
    Step { name: "0211_import_batch_org", sql: "CREATE INDEX import_batch_org ON import_batch (org, created_at)" },
    Step {
        name: "0212_import_chunk",
        sql: "CREATE TABLE import_chunk (import {uuid} NOT NULL, chunk INTEGER NOT NULL, data {bytes} NOT NULL, PRIMARY KEY (import, chunk))",
    },
    Step {
        name: "0213_column_memory",
        sql: "CREATE TABLE column_memory (org {uuid} PRIMARY KEY, memory TEXT NOT NULL, updated_at {time} NOT NULL)",
    },
    Step {
        name: "0220_bulletin",
        // Append-only: an issued paper is its stored files.
        sql: "CREATE TABLE bulletin (
            id {uuid} PRIMARY KEY, number INTEGER NOT NULL UNIQUE, org {uuid} NOT NULL, period INTEGER NOT NULL, level SMALLINT NOT NULL,
            as_of {time} NOT NULL, title VARCHAR(300) NOT NULL, model TEXT NOT NULL, issued_by {uuid}, issued_name VARCHAR(80) NOT NULL,
            issued_at {time} NOT NULL, hash VARCHAR(64) NOT NULL)",
    },
    Step {
        name: "0221_bulletin_file",
        sql: "CREATE TABLE bulletin_file (
            bulletin {uuid} NOT NULL, kind VARCHAR(20) NOT NULL, file_name VARCHAR(200) NOT NULL, media_type VARCHAR(120) NOT NULL,
            size BIGINT NOT NULL, sha256 VARCHAR(64) NOT NULL, PRIMARY KEY (bulletin, kind))",
    },
];
