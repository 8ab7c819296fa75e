//! Saved views of lists: what a person looks at again and again, under a name.

use crate::claim::closed_set;

closed_set! {
    /// For whom a view is kept.
    Audience {
        /// Its owner alone.
        Private = 1, "private", "仅自己";
        /// Everybody of its owner's organisation.
        Unit = 2, "unit", "本单位";
        /// Everybody.
        City = 3, "city", "全市";
    }
}

closed_set! {
    /// How high the rows of a table are.
    Density {
        /// As many rows as fit.
        Compact = 1, "compact", "紧凑";
        /// Rows with room.
        Comfortable = 2, "comfortable", "宽松";
    }
}
