//! What lists sort, filter and add up by, kept beside the record in the writing transaction. Everything here can be
//! computed anew from projects and claims.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0320_project_list",
        // One row for each project. Dates are YYYYMMDD and one digit of precision, instants microseconds since 1970, so
        // that they sort as numbers on every engine; words sort by their bytes.
        sql: "CREATE TABLE project_list (
            project {uuid} PRIMARY KEY, code VARCHAR(20){bytewise} NOT NULL, org {uuid} NOT NULL, unit INTEGER NOT NULL, live {bool} NOT NULL,
            stage SMALLINT NOT NULL, name VARCHAR(300) NOT NULL, name_key VARCHAR(300) NOT NULL, name_sort TEXT{bytewise} NOT NULL,
            initials TEXT NOT NULL, investor VARCHAR(300), investor_key VARCHAR(300), investor_sort TEXT{bytewise},
            credit_code VARCHAR(40){bytewise}, project_code VARCHAR(60){bytewise}, industry TEXT{bytewise}, industry_section SMALLINT,
            category TEXT{bytewise}, origin_scope SMALLINT, origin_place TEXT{bytewise}, place TEXT{bytewise}, responsible TEXT{bytewise},
            total_investment BIGINT, signed_on INTEGER, started_on INTEGER, entered_statistics_on INTEGER, completed_on INTEGER,
            in_production_on INTEGER, funds_total BIGINT NOT NULL, funds_year INTEGER NOT NULL, funds_of_year BIGINT NOT NULL,
            pending INTEGER NOT NULL, updated_at BIGINT NOT NULL)",
    },
    Step {
        name: "0327_saved_view",
        // `state` is JSON whose form is the caller's: columns, filter, order, grouping.
        sql: "CREATE TABLE saved_view (
            id {uuid} PRIMARY KEY, slug VARCHAR(60) NOT NULL UNIQUE, list SMALLINT NOT NULL, name VARCHAR(60) NOT NULL,
            audience SMALLINT NOT NULL, owner {uuid} NOT NULL, owner_name VARCHAR(80) NOT NULL, org {uuid} NOT NULL, state TEXT NOT NULL,
            version INTEGER NOT NULL, updated_at {time} NOT NULL)",
    },
    Step {
        name: "0328_view_default",
        // With which view a list opens for a person.
        sql: "CREATE TABLE view_default (
            app_user {uuid} NOT NULL, list SMALLINT NOT NULL, saved_view {uuid} NOT NULL, PRIMARY KEY (app_user, list))",
    },
    // What queues of claims sort, filter and add up by, beside the state.
    Step { name: "0321_claim_state_amount", sql: "ALTER TABLE claim_state ADD COLUMN amount BIGINT" },
    Step { name: "0322_claim_state_class", sql: "ALTER TABLE claim_state ADD COLUMN class SMALLINT NOT NULL DEFAULT 0" },
    Step { name: "0323_claim_state_origin", sql: "ALTER TABLE claim_state ADD COLUMN origin SMALLINT NOT NULL DEFAULT 0" },
    Step { name: "0324_claim_state_occurred_on", sql: "ALTER TABLE claim_state ADD COLUMN occurred_on INTEGER" },
    Step { name: "0325_claim_state_period", sql: "ALTER TABLE claim_state ADD COLUMN period INTEGER NOT NULL DEFAULT 0" },
    Step { name: "0326_claim_state_source", sql: "ALTER TABLE claim_state ADD COLUMN source SMALLINT NOT NULL DEFAULT 0" },
];
