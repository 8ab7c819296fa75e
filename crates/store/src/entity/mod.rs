//! The ORM's entities. Private to this crate: records leave as plain structs.

/// Declares a module with the ORM's entity of a table: its keys, then its other columns.
macro_rules! entity {
    ($module:ident, $table:literal, { keys { $($key:ident: $key_type:ty),+ } $($column:ident: $type:ty,)* }) => {
        pub mod $module {
            #![expect(unreachable_pub, reason = "nominally public for the sealed trait; the module above is private")]
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)] pub $key: $key_type,)+
                $(pub $column: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

mod external;
mod geo;
mod identity;
mod ledger;
mod list;
mod paper;
mod work;

pub(crate) use external::{external_figure, external_paper};
pub(crate) use geo::boundaries;
pub(crate) use identity::{app_user, audit_log, audit_seal, counter, lease, org, org_closure, role, session, setting, user_role};
pub(crate) use ledger::{
    cell, chain, claim, claim_state, enterprise, enterprise_project, posting, project, project_scope, project_version, stage_move, verdict,
    withdrawal,
};
pub(crate) use list::{enterprise_list, project_list, saved_view, view_default};
pub(crate) use paper::{blob, bulletin, bulletin_file, column_memory, import_batch, import_chunk, import_mend, import_row};
pub(crate) use work::job;
