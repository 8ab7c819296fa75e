//! The byte form of each kind of record, and the check of a project's chain against it.

use chrono::{DateTime, Utc};
use domain::chain::{GENESIS, Hash, hex, link};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::entity::{chain, claim, verdict, withdrawal};
use crate::error::StoreError;
use crate::project::Project;
use crate::rows::{Reader, Visible};

pub(super) const CLAIM: i16 = 1;
pub(super) const WITHDRAWAL: i16 = 2;
pub(super) const VERDICT: i16 = 3;

/// Fields in a fixed order. Absent is told from empty by a leading byte.
#[derive(Default)]
struct Fields(Vec<Vec<u8>>);

impl Fields {
    fn put(mut self, value: impl AsRef<[u8]>) -> Self {
        self.0.push(value.as_ref().to_vec());
        self
    }

    fn number(self, value: impl Into<i64>) -> Self {
        let value: i64 = value.into();
        self.put(value.to_be_bytes())
    }

    fn maybe<T: AsRef<[u8]>>(self, value: Option<T>) -> Self {
        match value {
            None => self.put([0]),
            Some(value) => self.put([&[1], value.as_ref()].concat()),
        }
    }

    fn time(self, at: DateTime<Utc>) -> Self {
        self.number(at.timestamp_micros())
    }

    fn after(self, former: &[u8]) -> Hash {
        let former: Hash = former.try_into().unwrap_or(GENESIS);
        link(&former, self.0.iter().map(Vec::as_slice))
    }
}

fn bytes(id: &Uuid) -> &[u8] {
    id.as_bytes()
}

pub(super) fn of_claim(former: &[u8], m: &claim::Model) -> Hash {
    Fields::default()
        .number(CLAIM)
        .put(m.id)
        .put(m.project)
        .number(m.sequence)
        .number(m.kind)
        .number(m.class)
        .number(m.origin)
        .maybe(m.amount.map(i64::to_be_bytes))
        .number(m.approximate)
        .maybe(m.occurred_on.map(|date| date.to_string()))
        .maybe(m.precision.as_ref())
        .number(m.period)
        .number(m.opening)
        .time(m.recorded_at)
        .maybe(m.reported_by.as_ref().map(bytes))
        .put(&m.reporter)
        .put(m.org)
        .number(m.source)
        .maybe(m.import.as_ref().map(bytes))
        .maybe(m.sheet.as_ref())
        .maybe(m.cell.as_ref())
        .maybe(m.raw.as_ref())
        .maybe(m.corrects.as_ref().map(bytes))
        .after(former)
}

pub(super) fn of_withdrawal(former: &[u8], m: &withdrawal::Model) -> Hash {
    Fields::default()
        .number(WITHDRAWAL)
        .put(m.id)
        .put(m.claim)
        .put(m.project)
        .put(&m.reason)
        .maybe(m.by_user.as_ref().map(bytes))
        .put(&m.by_name)
        .time(m.at)
        .after(former)
}

pub(super) fn of_verdict(former: &[u8], m: &verdict::Model) -> Hash {
    Fields::default()
        .number(VERDICT)
        .put(m.id)
        .put(m.claim)
        .put(m.project)
        .number(m.level)
        .number(m.outcome)
        .maybe(m.amount.map(i64::to_be_bytes))
        .put(&m.reason)
        .maybe(m.by_user.as_ref().map(bytes))
        .put(&m.by_name)
        .time(m.at)
        .after(former)
}

/// Where a project's chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainFault {
    /// The link.
    pub sequence: i64,
    /// What is wrong, in Chinese.
    pub message: String,
}

/// Computes a project's chain anew from its records and compares it with the stored links and the head.
pub async fn verify(read: &Reader<'_>, project: &Visible<Project>) -> Result<Option<ChainFault>, StoreError> {
    let id = project.id.0;
    let links = chain::Entity::find().filter(chain::Column::Project.eq(id)).order_by_asc(chain::Column::Sequence).all(&read.0).await?;
    let claims: BTreeMap<Uuid, _> =
        claim::Entity::find().filter(claim::Column::Project.eq(id)).all(&read.0).await?.into_iter().map(|m| (m.id, m)).collect();
    let withdrawals: BTreeMap<Uuid, _> =
        withdrawal::Entity::find().filter(withdrawal::Column::Project.eq(id)).all(&read.0).await?.into_iter().map(|m| (m.id, m)).collect();
    let verdicts: BTreeMap<Uuid, _> =
        verdict::Entity::find().filter(verdict::Column::Project.eq(id)).all(&read.0).await?.into_iter().map(|m| (m.id, m)).collect();
    if links.len() != claims.len() + withdrawals.len() + verdicts.len() {
        return Ok(Some(ChainFault { sequence: 0, message: "记录条数与链条节数不符".to_owned() }));
    }
    let mut head = GENESIS;
    for (expected, link) in (1_i64..).zip(&links) {
        let hash = match link.record {
            CLAIM => claims.get(&link.record_id).map(|m| of_claim(&head, m)),
            WITHDRAWAL => withdrawals.get(&link.record_id).map(|m| of_withdrawal(&head, m)),
            VERDICT => verdicts.get(&link.record_id).map(|m| of_verdict(&head, m)),
            _ => None,
        };
        let sound = hash.is_some_and(|hash| hash.as_slice() == link.hash) && link.sequence == expected;
        if !sound {
            let message = format!("第 {expected} 节与记录不符(存储的哈希为 {})", hex(&link.hash));
            return Ok(Some(ChainFault { sequence: expected, message }));
        }
        head = hash.unwrap_or(GENESIS);
    }
    let whole = head == project.chain_hash && i64::try_from(links.len()) == Ok(project.chain_length);
    Ok((!whole).then(|| ChainFault { sequence: project.chain_length, message: "链条末端与项目所记不符".to_owned() }))
}
