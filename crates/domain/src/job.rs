//! Long work that goes on while its owner looks at something else: reading a large ledger, booking it, exporting.

use crate::claim::closed_set;

closed_set! {
    /// What a job does.
    JobKind {
        /// Reads a workbook.
        ImportRead = 1, "import_read", "读取台账";
        /// Books an import.
        ImportCommit = 2, "import_commit", "台账入账";
        /// Writes a list as a workbook.
        Export = 3, "export", "导出";
        /// Decides many claims.
        Recognition = 4, "recognition", "批量认定";
        /// Computes what an import would do to the figures.
        ImportDifferences = 5, "import_differences", "计算对指标的影响";
        /// Takes a booked import back.
        ImportUndo = 6, "import_undo", "撤销台账";
    }
}

closed_set! {
    /// How far a job has come.
    JobState {
        /// Under way.
        Running = 1, "running", "进行中";
        /// Ended well.
        Done = 2, "done", "已完成";
        /// Ended with a fault.
        Failed = 3, "failed", "失败";
        /// Stopped by its owner; nothing of it remains.
        Cancelled = 4, "cancelled", "已取消";
    }
}
