//! Migrations, forward only: one DDL statement each, so that an engine without transactional DDL can resume. One that
//! fills a new table from old ones is written so that it can be run again.

mod enterprise;
mod external;
mod geo;
mod identity;
mod import;
mod job;
mod ledger;
mod list;
mod paper;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use crate::dialect;
use crate::error::StoreError;

/// A migration: its name, which is never changed once released, and its statement with `{uuid}`-like types.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    sql: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(&dialect::column_types(connection.get_database_backend(), self.sql)).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let steps = |steps: &[Step]| steps.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect::<Vec<_>>();
        let tables = [
            identity::STEPS,
            ledger::STEPS,
            paper::STEPS,
            job::STEPS,
            external::STEPS,
            import::STEPS,
            list::STEPS,
            geo::STEPS,
            enterprise::STEPS,
        ];
        let mut all = tables.into_iter().flat_map(steps).collect::<Vec<_>>();
        all.push(Box::new(enterprise::Backfill));
        all.extend(steps(identity::LATER));
        all
    }
}

/// Brings the schema up to this program's.
///
/// What lists hold is computed anew where an older program wrote it: it follows from the record.
pub(crate) async fn migrate(pool: &DatabaseConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    Migrator::up(pool, None).await?;
    crate::list::refresh(pool, now).await
}

/// Checks that no migration is missing; needs no right to change the schema.
pub(crate) async fn check(pool: &DatabaseConnection) -> Result<(), StoreError> {
    let pending = Migrator::get_pending_migrations_read_only(pool).await.map_err(|error| StoreError::Schema(error.to_string()))?;
    match pending.first() {
        None if crate::list::is_current(pool).await? => Ok(()),
        None => Err(StoreError::Schema("列表须重新整理".to_owned())),
        Some(first) => Err(StoreError::Schema(format!("缺少 {} 项升级,首项为 {}", pending.len(), first.name()))),
    }
}
