//! People who can log in, and their roles.

mod credentials;

use std::collections::BTreeMap;

use access::{Permission, Range, Role};
use chrono::{DateTime, Utc};
use domain::ids::{OrgId, UserId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

pub use credentials::{Attempt, Credentials, credentials, credentials_of, forget_attempts, record_attempt, record_login, set_own_password};

use crate::bulk::insert_all;
use crate::entity::{app_user, role, user_role};
use crate::error::StoreError;
use crate::org::Org;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// A person who can log in. The password's hash is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// Log-in name.
    pub account: String,
    /// Name on screens and in the record.
    pub name: String,
    /// The organisation that the person works for.
    pub org: OrgId,
    /// Whether the password has to be changed before anything else.
    pub must_change: bool,
    /// Whether the person may log in at all.
    pub active: bool,
    /// Until when log-ins are refused after too many failures. May lie in the past.
    pub locked_until: Option<DateTime<Utc>>,
    /// When the password was last changed.
    pub password_changed_at: DateTime<Utc>,
    /// When the person last logged in.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// A person to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Log-in name.
    pub account: String,
    /// Name on screens and in the record.
    pub name: String,
    /// Codes of roles, which must exist.
    pub roles: Vec<String>,
    /// Hash of the password, PHC string.
    pub password_hash: String,
    /// Whether it has to be changed at the first log-in.
    pub must_change: bool,
}

/// What is to be changed about a person; absent parts stay.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Name on screens and in the record.
    pub name: Option<String>,
    /// Codes of roles, which must exist.
    pub roles: Option<Vec<String>>,
    /// Whether the person may log in at all.
    pub active: Option<bool>,
}

impl sealed::Entity for User {
    type Entity = app_user::Entity;

    fn owner() -> Owner<app_user::Column> {
        Owner::Org(app_user::Column::Org)
    }

    fn from_model(model: app_user::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: UserId(model.id),
            account: model.account,
            name: model.name,
            org: OrgId(model.org),
            must_change: model.must_change,
            active: model.active,
            locked_until: model.locked_until,
            password_changed_at: model.password_changed_at,
            last_login_at: model.last_login_at,
        })
    }
}

impl Table for User {}

impl Rows<User> {
    /// All of them by log-in name.
    pub async fn in_order(self, read: &Reader<'_>) -> Result<Vec<Visible<User>>, StoreError> {
        let models = self.into_select().order_by_asc(app_user::Column::Account).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
    }

    /// The one with this log-in name.
    pub async fn by_account(self, read: &Reader<'_>, account: &str) -> Result<Visible<User>, StoreError> {
        self.narrow(app_user::Column::Account.eq(account)).one(read).await
    }
}

/// The person of a session, with the roles held at this moment. Whoever is logged in may always be looked up.
pub async fn person(read: &Reader<'_>, user: UserId) -> Result<Option<(User, Vec<Role>)>, StoreError> {
    let Some(model) = app_user::Entity::find_by_id(user.0).one(&read.0).await? else { return Ok(None) };
    let held = user_role::Entity::find().filter(user_role::Column::AppUser.eq(user.0)).all(&read.0).await?;
    let codes = held.into_iter().map(|held| held.role);
    let roles = role::Entity::find()
        .filter(role::Column::Code.is_in(codes))
        .order_by_asc(role::Column::Sort)
        .all(&read.0)
        .await?
        .into_iter()
        .map(role_of)
        .collect::<Result<_, _>>()?;
    Ok(Some((<User as sealed::Entity>::from_model(model)?, roles)))
}

/// Codes of the roles that each of these people holds.
pub async fn roles_of(read: &Reader<'_>, users: &[Visible<User>]) -> Result<BTreeMap<UserId, Vec<String>>, StoreError> {
    let held = user_role::Entity::find()
        .filter(user_role::Column::AppUser.is_in(users.iter().map(|user| user.id.0)))
        .order_by_asc(user_role::Column::Role)
        .all(&read.0)
        .await?;
    let mut roles: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for held in held {
        roles.entry(UserId(held.app_user)).or_default().push(held.role);
    }
    Ok(roles)
}

/// All roles in their order.
pub async fn roles(read: &Reader<'_>) -> Result<Vec<Role>, StoreError> {
    role::Entity::find().order_by_asc(role::Column::Sort).all(&read.0).await?.into_iter().map(role_of).collect()
}

/// Makes those of the roles that are not there yet, and tells how many. Roles that are there are rows of their own
/// right and stay as they are.
pub async fn add_roles(tx: &Tx, shipped: &[Role]) -> Result<usize, StoreError> {
    let existing = roles(&tx.read()).await?;
    let missing: Vec<_> = (0..)
        .zip(shipped)
        .filter(|(_, role)| !existing.iter().any(|existing| existing.code == role.code))
        .map(|(sort, new)| role::ActiveModel {
            code: Set(new.code.clone()),
            name: Set(new.name.clone()),
            reach: Set(new.range.code().to_owned()),
            permissions: Set(new.permissions.iter().map(|permission| permission.code()).collect::<Vec<_>>().join(" ")),
            sort: Set(sort),
        })
        .collect();
    let count = missing.len();
    insert_all(&tx.connection, missing).await?;
    Ok(count)
}

/// Makes a person of the organisation.
///
/// # Errors
/// [`StoreError::Duplicate`] where the log-in name is taken.
pub async fn create(tx: &Tx, org: &Visible<Org>, new: &NewUser) -> Result<Visible<User>, StoreError> {
    let row = app_user::ActiveModel {
        id: Set(tx.id()),
        account: Set(new.account.clone()),
        name: Set(new.name.clone()),
        org: Set(org.id.0),
        password_hash: Set(new.password_hash.clone()),
        must_change: Set(new.must_change),
        active: Set(true),
        failed_attempts: Set(0),
        locked_until: Set(None),
        password_changed_at: Set(tx.now()),
        last_login_at: Set(None),
        created_at: Set(tx.now()),
    };
    let model = row.insert(&tx.connection).await?;
    let user = <User as sealed::Entity>::from_model(model)?;
    hold(tx, user.id, &new.roles).await?;
    Ok(Visible::made(user))
}

/// Changes a person.
pub async fn update(tx: &Tx, user: &Visible<User>, change: &UserChange) -> Result<(), StoreError> {
    if let Some(roles) = &change.roles {
        user_role::Entity::delete_many().filter(user_role::Column::AppUser.eq(user.id.0)).exec(&tx.connection).await?;
        hold(tx, user.id, roles).await?;
    }
    if change.name.is_none() && change.active.is_none() {
        return Ok(());
    }
    let mut row = app_user::ActiveModel { id: Set(user.id.0), ..Default::default() };
    if let Some(name) = &change.name {
        row.name = Set(name.clone());
    }
    if let Some(active) = change.active {
        row.active = Set(active);
    }
    row.update(&tx.connection).await?;
    Ok(())
}

/// Gives a person another password, lifts a lock, and lets the person choose a new one at the next log-in.
pub async fn reset_password(tx: &Tx, user: &Visible<User>, password_hash: &str) -> Result<(), StoreError> {
    credentials::set_password(tx, user.id, password_hash, true).await
}

async fn hold(tx: &Tx, user: UserId, roles: &[String]) -> Result<(), StoreError> {
    let rows = roles.iter().map(|role| user_role::ActiveModel { app_user: Set(user.0), role: Set(role.clone()) }).collect();
    insert_all(&tx.connection, rows).await
}

fn role_of(model: role::Model) -> Result<Role, StoreError> {
    let unknown = |what: &str| StoreError::corrupt(format_args!("role {}: {what}", model.code));
    let range = Range::from_code(&model.reach).ok_or_else(|| unknown(&model.reach))?;
    let permissions = model
        .permissions
        .split_whitespace()
        .map(|code| Permission::from_code(code).ok_or_else(|| unknown(code)))
        .collect::<Result<_, _>>()?;
    Ok(Role { code: model.code, name: model.name, permissions, range })
}
