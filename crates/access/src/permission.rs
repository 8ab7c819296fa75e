use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)+) => {
        /// What a person may do. The set is closed: a permission exists when some use case asks for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Permission { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, as stored and sent.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Back from the stable name.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// What it lets a person do, in Chinese.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

permissions! {
    /// See projects.
    ProjectRead = "project.read", "查看项目";
    /// Change the facts of a project.
    ProjectEdit = "project.edit", "修改项目资料";
    /// Bring in a ledger.
    ImportCreate = "import.create", "导入台账";
    /// Take back a whole batch.
    ImportUndo = "import.undo", "撤销导入批次";
    /// See claims.
    ClaimRead = "claim.read", "查看申报";
    /// Recognise or return claims.
    ClaimDecide = "claim.decide", "认定申报";
    /// See the board and the rows behind its numbers.
    BoardRead = "board.read", "查看统计看板";
    /// See issued bulletins.
    BulletinRead = "bulletin.read", "查看通报";
    /// Issue a bulletin.
    BulletinIssue = "bulletin.issue", "编发通报";
    /// Record figures that others have published.
    ExternalRecord = "external.record", "登记外部数据";
    /// Keep views of lists for a unit or for everybody.
    ViewPublish = "view.publish", "发布列表视图";
    /// See the organisation tree.
    OrgRead = "org.read", "查看组织机构";
    /// Change the organisation tree.
    OrgManage = "org.manage", "管理组织机构";
    /// Bring in and take away boundaries of areas.
    GeoManage = "geo.manage", "管理区域边界";
    /// Manage accounts.
    UserManage = "user.manage", "管理账号";
    /// Read the audit log.
    AuditRead = "audit.read", "查看审计日志";
}
