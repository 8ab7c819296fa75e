//! Typed ids. The values are UUIDv7; they are made by the store, which owns the clock.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }
    )+};
}

id! {
    /// An organisation.
    OrgId,
    /// A person who can log in.
    UserId,
    /// A project.
    ProjectId,
    /// A claim (申报).
    ClaimId,
    /// A verdict (认定) on a claim.
    VerdictId,
    /// A workbook that was read, and the batch of claims that it became.
    ImportId,
    /// An enterprise that invests.
    EnterpriseId,
    /// An issued bulletin (通报).
    BulletinId,
    /// A paper with figures that somebody else published.
    ExternalPaperId,
    /// A figure of such a paper.
    ExternalFigureId,
    /// A saved view of a list.
    ViewId,
    /// A file of boundaries.
    BoundariesId,
    /// A job: long work under way or ended.
    JobId,
}
