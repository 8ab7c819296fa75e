//! Organisations, people, sessions, the audit log, and what belongs to the house itself.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0001_time_order",
        // The row that writers share and publishing takes alone; `latest` in microseconds since 1970.
        sql: "CREATE TABLE time_order (id INTEGER PRIMARY KEY, latest BIGINT NOT NULL)",
    },
    Step { name: "0002_time_order_row", sql: "INSERT INTO time_order (id, latest) VALUES (1, 0)" },
    Step { name: "0003_counter", sql: "CREATE TABLE counter (name VARCHAR(40) PRIMARY KEY, value BIGINT NOT NULL)" },
    Step {
        name: "0004_lease",
        sql: "CREATE TABLE lease (name VARCHAR(40) PRIMARY KEY, holder VARCHAR(80) NOT NULL, until {time} NOT NULL)",
    },
    Step { name: "0005_setting", sql: "CREATE TABLE setting (name VARCHAR(60) PRIMARY KEY, value TEXT NOT NULL)" },
    Step {
        name: "0010_org",
        // `number` is the small integer that postings and cells carry.
        sql: "CREATE TABLE org (
            id {uuid} PRIMARY KEY, number INTEGER NOT NULL UNIQUE, code VARCHAR(40) NOT NULL UNIQUE,
            name VARCHAR(120) NOT NULL, short_name VARCHAR(60) NOT NULL, kind VARCHAR(20) NOT NULL,
            parent {uuid}, sort INTEGER NOT NULL, valid_from {date} NOT NULL, valid_to {date})",
    },
    Step {
        name: "0011_org_closure",
        sql: "CREATE TABLE org_closure (
            ancestor {uuid} NOT NULL, descendant {uuid} NOT NULL, depth INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant))",
    },
    Step { name: "0012_org_closure_up", sql: "CREATE INDEX org_closure_up ON org_closure (descendant, ancestor)" },
    Step {
        name: "0020_app_user",
        sql: "CREATE TABLE app_user (
            id {uuid} PRIMARY KEY, account VARCHAR(60) NOT NULL UNIQUE, name VARCHAR(60) NOT NULL, org {uuid} NOT NULL,
            password_hash TEXT NOT NULL, must_change {bool} NOT NULL, active {bool} NOT NULL,
            failed_attempts INTEGER NOT NULL, locked_until {time}, password_changed_at {time} NOT NULL,
            last_login_at {time}, created_at {time} NOT NULL)",
    },
    Step {
        name: "0021_role",
        sql: "CREATE TABLE role (code VARCHAR(40) PRIMARY KEY, name VARCHAR(60) NOT NULL, reach VARCHAR(20) NOT NULL, permissions TEXT NOT NULL, sort INTEGER NOT NULL)",
    },
    Step {
        name: "0022_user_role",
        sql: "CREATE TABLE user_role (app_user {uuid} NOT NULL, role VARCHAR(40) NOT NULL, PRIMARY KEY (app_user, role))",
    },
    Step {
        name: "0023_session",
        sql: "CREATE TABLE session (
            id VARCHAR(64) PRIMARY KEY, app_user {uuid}, data TEXT NOT NULL, created_at {time} NOT NULL,
            last_seen_at {time} NOT NULL, expires_at {time} NOT NULL, address VARCHAR(64), agent VARCHAR(300))",
    },
    Step { name: "0024_session_by_user", sql: "CREATE INDEX session_by_user ON session (app_user)" },
    Step {
        name: "0030_audit_log",
        // Append-only. The id is in order of time; sealing walks it.
        sql: "CREATE TABLE audit_log (
            id {uuid} PRIMARY KEY, at {time} NOT NULL, actor {uuid}, actor_name VARCHAR(80) NOT NULL,
            action VARCHAR(60) NOT NULL, object VARCHAR(200) NOT NULL, detail TEXT NOT NULL,
            request_id VARCHAR(64), address VARCHAR(64))",
    },
    Step {
        name: "0031_audit_seal",
        sql: "CREATE TABLE audit_seal (
            sequence BIGINT PRIMARY KEY, up_to {uuid} NOT NULL, entries BIGINT NOT NULL, at {time} NOT NULL, hash {bytes} NOT NULL)",
    },
];

/// Steps that came after those of other slices.
pub(super) const LATER: &[Step] = &[
    Step {
        name: "0340_role_project_edit",
        // Who may bring in a ledger may put a project right by hand. A new database gets its roles with the permission.
        sql: "UPDATE role SET permissions = permissions || ' project.edit'
            WHERE ' ' || permissions || ' ' LIKE '% import.create %' AND ' ' || permissions || ' ' NOT LIKE '% project.edit %'",
    },
    Step {
        name: "0341_role_external_record",
        // Who issues bulletins knows what former ones said, and a county's bureau what its own did.
        sql: "UPDATE role SET permissions = permissions || ' external.record'
            WHERE (' ' || permissions || ' ' LIKE '% bulletin.issue %' OR code = 'county_bureau')
            AND ' ' || permissions || ' ' NOT LIKE '% external.record %'",
    },
    Step {
        name: "0342_role_view_publish",
        sql: "UPDATE role SET permissions = permissions || ' view.publish'
            WHERE ' ' || permissions || ' ' LIKE '% bulletin.issue %' AND ' ' || permissions || ' ' NOT LIKE '% view.publish %'",
    },
    Step {
        name: "0343_role_geo_manage",
        sql: "UPDATE role SET permissions = permissions || ' geo.manage'
            WHERE ' ' || permissions || ' ' LIKE '% org.manage %' AND ' ' || permissions || ' ' NOT LIKE '% geo.manage %'",
    },
];
