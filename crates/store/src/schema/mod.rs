//! Migrations, forward only: one DDL statement each, so that an engine without transactional DDL can resume.

mod external;
mod identity;
mod import;
mod job;
mod ledger;
mod paper;

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
        [identity::STEPS, ledger::STEPS, paper::STEPS, job::STEPS, external::STEPS, import::STEPS]
            .concat()
            .into_iter()
            .map(|step| Box::new(step) as Box<dyn MigrationTrait>)
            .collect()
    }
}

/// Brings the schema up to this program's.
pub(crate) async fn migrate(pool: &DatabaseConnection) -> Result<(), StoreError> {
    Ok(Migrator::up(pool, None).await?)
}

/// Checks that no migration is missing; needs no right to change the schema.
pub(crate) async fn check(pool: &DatabaseConnection) -> Result<(), StoreError> {
    let pending = Migrator::get_pending_migrations_read_only(pool).await.map_err(|error| StoreError::Schema(error.to_string()))?;
    match pending.first() {
        None => Ok(()),
        Some(first) => Err(StoreError::Schema(format!("缺少 {} 项升级,首项为 {}", pending.len(), first.name()))),
    }
}
