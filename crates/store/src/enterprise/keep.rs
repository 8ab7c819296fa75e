//! Keeping enterprises up to date with what projects say of their investors.

use std::collections::{BTreeMap, BTreeSet};

use domain::enterprise::{Identity, Mention, identities};
use domain::ids::ProjectId;
use domain::period::Period;
use domain::project::name_key;
use domain::reading;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::bulk::{insert_all, parts};
use crate::entity::{enterprise, enterprise_project};
use crate::error::StoreError;
use crate::tx::Tx;

/// Enterprises that are named anew together.
const TOGETHER: u64 = 1_000;

/// A project's investor as it is to be, with the enterprise that it was before.
struct Link {
    project: Uuid,
    position: i16,
    former: Option<Uuid>,
    mention: Mention,
    /// Whether the project was written in this transaction.
    told: bool,
}

/// Replaces the investors of these projects. What others say of the same names is settled with them: a code that
/// becomes known gathers all that bear its name.
///
/// One transaction at a time does this: two that name the same enterprise must not both make it.
pub(crate) async fn keep(tx: &Tx, told: Vec<(ProjectId, Vec<Mention>)>) -> Result<(), StoreError> {
    if told.is_empty() {
        return Ok(());
    }
    let counter = format!("enterprise-{}", Period::of_instant(tx.now()).year());
    // Taking no number holds the counter's row until the end of the transaction.
    crate::counter::take(tx, &counter, 0).await?;

    let projects: Vec<Uuid> = told.iter().map(|(project, _)| project.0).collect();
    let before = links(tx, enterprise_project::Column::Project, &projects).await?;
    let links_now = gather(tx, told, &before, &projects).await?;
    let identities = identities(links_now.iter().map(|link| &link.mention));
    let mut plan = Plan::load(tx, &links_now, &identities, &before, &projects).await?;
    plan.take_over(&links_now, &identities);
    plan.make(tx, &counter, &identities).await?;
    plan.write(tx, links_now, &identities, &projects).await
}

/// All that is said of the names that the projects give or gave, with what they say now.
async fn gather(
    tx: &Tx,
    told: Vec<(ProjectId, Vec<Mention>)>,
    before: &[enterprise_project::Model],
    projects: &[Uuid],
) -> Result<Vec<Link>, StoreError> {
    let written: BTreeSet<Uuid> = projects.iter().copied().collect();
    let former: BTreeMap<(Uuid, i16), Uuid> = before.iter().map(|link| ((link.project, link.position), link.enterprise)).collect();
    let mut names: BTreeSet<String> = before.iter().map(|link| link.name_key.clone()).collect();
    let mut found = Vec::new();
    for (project, mentions) in told {
        for (position, mention) in (0..).zip(mentions) {
            names.insert(mention.name_key());
            found.push(Link { project: project.0, position, former: former.get(&(project.0, position)).copied(), mention, told: true });
        }
    }
    let names: Vec<String> = names.into_iter().collect();
    let others = links(tx, enterprise_project::Column::NameKey, &names).await?;
    found.extend(others.into_iter().filter(|link| !written.contains(&link.project)).map(|link| Link {
        project: link.project,
        position: link.position,
        former: Some(link.enterprise),
        mention: Mention { name: link.name, credit_code: link.credit_code },
        told: false,
    }));
    Ok(found)
}

async fn links<V>(tx: &Tx, column: enterprise_project::Column, values: &[V]) -> Result<Vec<enterprise_project::Model>, StoreError>
where
    V: Clone + Into<sea_orm::Value>,
{
    let mut found = Vec::new();
    for chunk in values.chunks(500) {
        let some = enterprise_project::Entity::find().filter(column.is_in(chunk.iter().cloned()));
        found.extend(some.all(&tx.connection).await?);
    }
    Ok(found)
}

/// The enterprises that are touched, and what stays theirs.
struct Plan {
    /// By their keys, those that are there.
    by_key: BTreeMap<String, Uuid>,
    heads: BTreeMap<Uuid, enterprise::Model>,
    /// Links of the touched enterprises that this transaction does not look at: other names of a code.
    staying: Vec<enterprise_project::Model>,
    changed: BTreeSet<Uuid>,
}

impl Plan {
    async fn load(
        tx: &Tx,
        links_now: &[Link],
        identities: &[Identity],
        before: &[enterprise_project::Model],
        projects: &[Uuid],
    ) -> Result<Self, StoreError> {
        let keys: Vec<String> = identities.iter().map(Identity::key).collect::<BTreeSet<_>>().into_iter().collect();
        let former: BTreeSet<Uuid> =
            links_now.iter().filter_map(|link| link.former).chain(before.iter().map(|link| link.enterprise)).collect();
        let former: Vec<Uuid> = former.into_iter().collect();
        let mut heads = BTreeMap::new();
        let conditions = keys
            .chunks(500)
            .map(|chunk| enterprise::Column::MatchKey.is_in(chunk.iter().cloned()))
            .chain(former.chunks(500).map(|chunk| enterprise::Column::Id.is_in(chunk.iter().copied())));
        for condition in conditions {
            let some = enterprise::Entity::find().filter(Condition::all().add(condition)).all(&tx.connection).await?;
            heads.extend(some.into_iter().map(|head| (head.id, head)));
        }
        let looked_at: BTreeSet<(Uuid, i16)> = links_now.iter().map(|link| (link.project, link.position)).collect();
        let written: BTreeSet<Uuid> = projects.iter().copied().collect();
        let ids: Vec<Uuid> = heads.keys().copied().collect();
        let mut staying = links(tx, enterprise_project::Column::Enterprise, &ids).await?;
        staying.retain(|link| !written.contains(&link.project) && !looked_at.contains(&(link.project, link.position)));
        let by_key = heads.values().map(|head| (head.match_key.clone(), head.id)).collect();
        Ok(Self { by_key, heads, staying, changed: BTreeSet::new() })
    }

    /// An enterprise that is left without projects goes on as the one that they have become, under its old code: its
    /// name was put right, or its credit code became known.
    fn take_over(&mut self, links_now: &[Link], identities: &[Identity]) {
        let mut held: BTreeSet<Uuid> = self.staying.iter().map(|link| link.enterprise).collect();
        held.extend(identities.iter().filter_map(|identity| self.by_key.get(&identity.key())).copied());
        for (link, identity) in links_now.iter().zip(identities) {
            let Some(former) = link.former.filter(|former| !held.contains(former)) else { continue };
            let key = identity.key();
            if self.by_key.contains_key(&key) {
                continue;
            }
            let Some(head) = self.heads.get_mut(&former) else { continue };
            self.by_key.remove(&head.match_key);
            head.match_key.clone_from(&key);
            head.credit_code = identity.credit_code().map(str::to_owned);
            held.insert(former);
            self.changed.insert(former);
            self.by_key.insert(key, former);
        }
    }

    /// Makes those that are still missing.
    async fn make(&mut self, tx: &Tx, counter: &str, identities: &[Identity]) -> Result<(), StoreError> {
        let mut seen = BTreeSet::new();
        let missing: Vec<(String, &Identity)> = identities
            .iter()
            .map(|identity| (identity.key(), identity))
            .filter(|(key, _)| !self.by_key.contains_key(key) && seen.insert(key.clone()))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let first = crate::counter::take(tx, counter, missing.len()).await?;
        let year = Period::of_instant(tx.now()).year();
        for (number, (key, identity)) in (first..).zip(missing) {
            let id: Uuid = tx.id();
            let head = enterprise::Model {
                id,
                code: code(year, number),
                match_key: key.clone(),
                name: String::new(),
                name_key: String::new(),
                name_sort: String::new(),
                initials: String::new(),
                credit_code: identity.credit_code().map(str::to_owned),
                created_at: tx.now(),
            };
            self.by_key.insert(key, id);
            self.heads.insert(id, head);
        }
        Ok(())
    }

    async fn write(mut self, tx: &Tx, links_now: Vec<Link>, identities: &[Identity], projects: &[Uuid]) -> Result<(), StoreError> {
        for chunk in projects.chunks(500) {
            let of_them = enterprise_project::Column::Project.is_in(chunk.iter().copied());
            enterprise_project::Entity::delete_many().filter(of_them).exec(&tx.connection).await?;
        }
        let mut newest = Newest::default();
        for link in &self.staying {
            newest.add(link.enterprise, (link.project, link.position), &link.name);
        }
        let mut new = Vec::new();
        let mut moved: BTreeSet<(Uuid, String)> = BTreeSet::new();
        for (link, identity) in links_now.into_iter().zip(identities) {
            let enterprise = *self.by_key.get(&identity.key()).ok_or_else(|| StoreError::corrupt("enterprise.match_key"))?;
            newest.add(enterprise, (link.project, link.position), &link.mention.name);
            let name_key = link.mention.name_key();
            if link.told {
                new.push(enterprise_project::ActiveModel {
                    project: Set(link.project),
                    position: Set(link.position),
                    enterprise: Set(enterprise),
                    name: Set(link.mention.name),
                    name_key: Set(name_key),
                    credit_code: Set(link.mention.credit_code),
                });
            } else if link.former != Some(enterprise) {
                moved.insert((enterprise, name_key));
            }
        }
        insert_all(&tx.connection, new).await?;
        // Only a mention without a code can come to mean another enterprise, and all of its name do so together.
        for (enterprise, name_key) in moved {
            enterprise_project::Entity::update_many()
                .col_expr(enterprise_project::Column::Enterprise, Expr::val(enterprise))
                .filter(enterprise_project::Column::NameKey.eq(name_key))
                .filter(enterprise_project::Column::CreditCode.is_null())
                .exec(&tx.connection)
                .await?;
        }
        for (enterprise, (_, name)) in newest.0 {
            let Some(head) = self.heads.get_mut(&enterprise).filter(|head| head.name != name) else { continue };
            name_as(head, name);
            self.changed.insert(enterprise);
        }
        keep_heads(&tx.connection, self.heads.into_values().filter(|head| self.changed.contains(&head.id)).collect()).await
    }
}

/// The name of an enterprise: that of its newest project.
#[derive(Default)]
struct Newest(BTreeMap<Uuid, ((Uuid, std::cmp::Reverse<i16>), String)>);

impl Newest {
    fn add(&mut self, enterprise: Uuid, (project, position): (Uuid, i16), name: &str) {
        let place = (project, std::cmp::Reverse(position));
        let newer = self.0.get(&enterprise).is_none_or(|(newest, _)| *newest < place);
        if newer {
            self.0.insert(enterprise, (place, name.to_owned()));
        }
    }
}

/// The short code of an enterprise.
pub(crate) fn code(year: i32, number: i64) -> String {
    format!("QY{year}-{number:06}")
}

/// Gives an enterprise a name, with all that lists find and sort it by.
fn name_as(head: &mut enterprise::Model, name: String) {
    head.name_key = name_key(&name);
    head.name_sort = reading::sort_key(&name);
    head.initials = reading::initials(&name);
    head.name = name;
}

/// Computes anew what lists find and sort names by, for enterprises behind the one with this id; the last one that was
/// looked at.
pub(crate) async fn rename(connection: &impl ConnectionTrait, after: Option<Uuid>) -> Result<Option<Uuid>, StoreError> {
    let mut page = enterprise::Entity::find().order_by_asc(enterprise::Column::Id).limit(TOGETHER);
    if let Some(after) = after {
        page = page.filter(enterprise::Column::Id.gt(after));
    }
    let found = page.all(connection).await?;
    let last = found.last().map(|head| head.id);
    let renamed = found.into_iter().filter_map(|head| {
        let mut new = head.clone();
        name_as(&mut new, head.name.clone());
        (new != head).then_some(new)
    });
    keep_heads(connection, renamed.collect()).await?;
    Ok(last)
}

/// Enterprises whose names lists would find or sort otherwise than they should, as text.
pub(crate) async fn misnamed(connection: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let all = enterprise::Entity::find().order_by_asc(enterprise::Column::Id).all(connection).await?;
    let wrong = all.into_iter().filter(|head| {
        let mut wanted = (*head).clone();
        name_as(&mut wanted, head.name.clone());
        wanted != *head
    });
    Ok(wrong.map(|head| format!("企业 {}:名称「{}」的拼音或检索字与名称不符", head.code, head.name)).collect())
}

async fn keep_heads(connection: &impl ConnectionTrait, heads: Vec<enterprise::Model>) -> Result<(), StoreError> {
    for part in parts(connection.get_database_backend(), enterprise::Column::iter().count(), heads) {
        let part = part.into_iter().map(enterprise::ActiveModel::from);
        let on_conflict = OnConflict::column(enterprise::Column::Id)
            .update_columns([
                enterprise::Column::MatchKey,
                enterprise::Column::Name,
                enterprise::Column::NameKey,
                enterprise::Column::NameSort,
                enterprise::Column::Initials,
                enterprise::Column::CreditCode,
            ])
            .to_owned();
        enterprise::Entity::insert_many(part).on_conflict(on_conflict).exec_without_returning(connection).await?;
    }
    Ok(())
}
