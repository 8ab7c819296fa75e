//! Enterprises, and those of the projects that were there before.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::enterprise::{Mention, identities, mentions};
use domain::period::Period;
use domain::project::{ProjectFacts, name_key};
use sea_orm::sea_query::{Alias, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};
use uuid::Uuid;

use super::Step;
use crate::ids::Ids;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0330_enterprise",
        // `match_key` is what makes it one enterprise: its credit code, or its name.
        sql: "CREATE TABLE enterprise (
            id {uuid} PRIMARY KEY, code VARCHAR(20) NOT NULL UNIQUE, match_key VARCHAR(320) NOT NULL UNIQUE, name VARCHAR(300) NOT NULL,
            name_key VARCHAR(300) NOT NULL, credit_code VARCHAR(40), created_at {time} NOT NULL)",
    },
    Step {
        name: "0331_enterprise_project",
        // In place: what the live projects say at present of their investors.
        sql: "CREATE TABLE enterprise_project (
            project {uuid} NOT NULL, position SMALLINT NOT NULL, enterprise {uuid} NOT NULL, name VARCHAR(300) NOT NULL,
            name_key VARCHAR(300) NOT NULL, credit_code VARCHAR(40), PRIMARY KEY (project, position))",
    },
    Step { name: "0332_enterprise_project_of", sql: "CREATE INDEX enterprise_project_of ON enterprise_project (enterprise, project)" },
    Step { name: "0333_enterprise_project_name", sql: "CREATE INDEX enterprise_project_name ON enterprise_project (name_key)" },
    // What lists sort and find the name by; computed with the lists where a database had none.
    Step { name: "0335_enterprise_name_sort", sql: "ALTER TABLE enterprise ADD COLUMN name_sort TEXT{bytewise} NOT NULL DEFAULT ''" },
    Step { name: "0336_enterprise_initials", sql: "ALTER TABLE enterprise ADD COLUMN initials TEXT NOT NULL DEFAULT ''" },
];

/// Finds the enterprises of the projects that a database holds already, as `store::enterprise` would have kept them.
/// The tables are named as they are at this step: entities may have grown since.
pub(super) struct Backfill;

impl MigrationName for Backfill {
    fn name(&self) -> &'static str {
        "0334_enterprise_backfill"
    }
}

/// What is read of a project.
#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    investor: String,
    credit_code: Option<String>,
    created_at: DateTime<Utc>,
}

/// An enterprise to be made.
struct Made {
    id: Uuid,
    code: String,
    credit_code: Option<String>,
    name: String,
    created_at: DateTime<Utc>,
}

/// Rows of one statement.
const AT_ONCE: usize = 1_000;

#[async_trait::async_trait]
impl MigrationTrait for Backfill {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let mut select = Query::select();
        select
            .columns(["id", "investor", "credit_code", "created_at"].map(Alias::new))
            .from(Alias::new("project"))
            .and_where(sea_orm::sea_query::Expr::col(Alias::new("live")).eq(true))
            .order_by(Alias::new("id"), Order::Asc);
        let rows = connection.query_all(&select).await?;
        let projects = rows.iter().map(|row| Named::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;

        let mut links: Vec<(&Named, i16, Mention)> = Vec::new();
        for project in &projects {
            let facts =
                ProjectFacts { investor: project.investor.clone(), credit_code: project.credit_code.clone(), ..ProjectFacts::default() };
            links.extend((0..).zip(mentions(&facts)).map(|(position, mention)| (project, position, mention)));
        }
        let ids = Ids::new();
        let mut made: BTreeMap<String, Made> = BTreeMap::new();
        let mut taken: BTreeMap<i32, i64> = BTreeMap::new();
        let mut of_links = Vec::with_capacity(links.len());
        for ((project, _, mention), identity) in links.iter().zip(identities(links.iter().map(|(_, _, mention)| mention))) {
            let enterprise = made.entry(identity.key()).or_insert_with(|| {
                let year = Period::of_instant(project.created_at).year();
                let number = taken.entry(year).or_default();
                *number += 1;
                Made {
                    id: ids.next(project.created_at),
                    code: crate::enterprise::code(year, *number),
                    credit_code: identity.credit_code().map(str::to_owned),
                    name: String::new(),
                    created_at: project.created_at,
                }
            });
            enterprise.name.clone_from(&mention.name);
            of_links.push(enterprise.id);
        }
        empty(connection, &taken).await?;
        insert_enterprises(connection, &made).await?;
        insert_links(connection, &links, &of_links).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Takes away what a run that broke off left behind, and puts the counters where the codes end.
async fn empty<C: ConnectionTrait>(connection: &C, taken: &BTreeMap<i32, i64>) -> Result<(), DbErr> {
    for table in ["enterprise", "enterprise_project"] {
        connection.execute(Query::delete().from_table(Alias::new(table))).await?;
    }
    for (year, number) in taken {
        let [name, value] = ["name", "value"].map(Alias::new);
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("counter"))
            .columns([name.clone(), value.clone()])
            .values([format!("enterprise-{year}").into(), (*number).into()])
            .map_err(|error| DbErr::Custom(error.to_string()))?
            .on_conflict(OnConflict::column(name).update_column(value).to_owned());
        connection.execute(&insert).await?;
    }
    Ok(())
}

async fn insert_enterprises<C: ConnectionTrait>(connection: &C, made: &BTreeMap<String, Made>) -> Result<(), DbErr> {
    let rows: Vec<_> = made.iter().collect();
    for chunk in rows.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("enterprise"))
            .columns(["id", "code", "match_key", "name", "name_key", "credit_code", "created_at"].map(Alias::new));
        for (key, one) in chunk {
            insert
                .values([
                    one.id.into(),
                    one.code.clone().into(),
                    (*key).clone().into(),
                    one.name.clone().into(),
                    name_key(&one.name).into(),
                    one.credit_code.clone().into(),
                    one.created_at.into(),
                ])
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        connection.execute(&insert).await?;
    }
    Ok(())
}

async fn insert_links<C: ConnectionTrait>(connection: &C, links: &[(&Named, i16, Mention)], of_links: &[Uuid]) -> Result<(), DbErr> {
    let rows: Vec<_> = links.iter().zip(of_links).collect();
    for chunk in rows.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("enterprise_project"))
            .columns(["project", "position", "enterprise", "name", "name_key", "credit_code"].map(Alias::new));
        for ((project, position, mention), enterprise) in chunk {
            insert
                .values([
                    project.id.into(),
                    (*position).into(),
                    (**enterprise).into(),
                    mention.name.clone().into(),
                    mention.name_key().into(),
                    mention.credit_code.clone().into(),
                ])
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        connection.execute(&insert).await?;
    }
    Ok(())
}
