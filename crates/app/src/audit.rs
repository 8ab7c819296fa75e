//! Reading the audit log and proving it.

use access::Permission;
use store::audit::{Entry, Verification};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// Entries on a page at most.
pub const LARGEST_PAGE: u64 = 200;

/// What each action is called on screens, by its code.
const LABELS: &[(&str, &str)] = &[
    ("session.login", "登录"),
    ("session.login_failed", "登录失败"),
    ("session.logout", "退出登录"),
    ("session.password_changed", "修改密码"),
    ("session.ended", "强制下线"),
    ("user.created", "新建账号"),
    ("user.changed", "修改账号"),
    ("user.password_reset", "重置密码"),
    ("role.added", "设置角色"),
    ("org.imported", "导入机构"),
    ("import.read", "读取台账"),
    ("import.columns_chosen", "确认对应列"),
    ("import.mended", "更正导入数据"),
    ("import.mend_undone", "撤回更正"),
    ("import.mend_redone", "恢复更正"),
    ("import.committed", "台账入账"),
    ("import.undone", "撤销导入"),
    ("import.discarded", "删除未入账批次"),
    ("import.downloaded", "下载台账原件"),
    ("job.stopped", "取消后台任务"),
    ("project.edited", "修改项目资料"),
    ("project.restored", "恢复项目资料"),
    ("claim.decided", "认定申报"),
    ("claim.batch_decided", "批量认定"),
    ("claim.selection_decided", "办理所选申报"),
    ("list.exported", "导出列表"),
    ("view.created", "新建视图"),
    ("view.changed", "修改视图"),
    ("view.deleted", "删除视图"),
    ("external.paper_recorded", "登记外部文件"),
    ("external.figures_recorded", "登记外部数据"),
    ("external.downloaded", "下载外部文件"),
    ("board.exported", "导出统计看板"),
    ("bulletin.issued", "编发通报"),
    ("bulletin.downloaded", "下载通报"),
    ("geo.uploaded", "上传区域边界"),
    ("geo.removed", "停用区域边界"),
    ("setting.changed", "修改设置"),
    ("sums.rebuilt", "重新汇总"),
    ("audit.verified", "校验审计日志"),
];

/// What the action is called on screens; its code where it has no name.
pub fn label(action: &str) -> &str {
    LABELS.iter().find(|(code, _)| *code == action).map_or(action, |(_, label)| label)
}

/// A page of the log.
#[derive(Clone, Debug)]
pub struct Page {
    /// Entries, the newest first, and whether each is sealed.
    pub entries: Vec<(Entry, bool)>,
    /// Where the next page begins, if there is one.
    pub next: Option<Uuid>,
}

/// Entries of the log from the newest back, at most `limit` of those before `before`.
pub async fn list(app: &App, caller: &Caller, before: Option<Uuid>, limit: u64) -> Result<Page, AppError> {
    caller.require(Permission::AuditRead)?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let sealed = store::audit::sealed_up_to(&app.store.read()).await?;
    let mut entries = store::audit::page(&app.store.read(), before, limit + 1).await?;
    let more = entries.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        entries.pop();
    }
    let next = entries.last().filter(|_| more).map(|entry| entry.id);
    let entries = entries.into_iter().map(|entry| {
        let is_sealed = sealed.is_some_and(|sealed| entry.id <= sealed);
        (entry, is_sealed)
    });
    Ok(Page { entries: entries.collect(), next })
}

/// Walks the whole chain of seals. That somebody did so stands in the log itself.
pub async fn verify(app: &App, caller: &Caller) -> Result<Verification, AppError> {
    caller.require(Permission::AuditRead)?;
    let found = store::audit::verify(&app.store.read()).await?;
    let detail = serde_json::json!({ "seals": found.seals, "sealed": found.sealed, "intact": found.fault.is_none() });
    let actor = caller.actor();
    let audited = app.store.write(&actor, move |tx| {
        let detail = detail.clone();
        Box::pin(async move { tx.audit("audit.verified", "audit_log", detail).await })
    });
    audited.await?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The codes that the files below a folder write to the log.
    fn written(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                written(&path, found);
            } else {
                let source = std::fs::read_to_string(&path).unwrap();
                let codes = source.split(".audit(").skip(1).filter_map(|call| call.trim_start().strip_prefix('"'));
                let codes = codes.filter_map(|code| code.split_once('"')).map(|(code, _)| code);
                let is_code = |code: &&str| code.chars().all(|character| character.is_ascii_lowercase() || "._".contains(character));
                found.extend(codes.filter(is_code).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_action_in_the_log_has_a_name() {
        let mut found = Vec::new();
        written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 20, "{found:?}");
        found.retain(|code| label(code) == code);
        assert_eq!(found, Vec::<String>::new());
    }
}
