//! The hash chain of a project's record: each claim, withdrawal and verdict seals all that came before it.
//!
//! Input of a link: a version byte, the former hash, then each field as its length (8 bytes, big endian) and its
//! bytes. Lengths make two different records never give the same input.

use sha2::{Digest, Sha256};

/// A link's hash.
pub type Hash = [u8; 32];

/// The hash before the first link of a project.
pub const GENESIS: Hash = [0; 32];

/// Version of the byte form below.
const VERSION: u8 = 1;

/// The hash of a record with these fields that follows `former`.
pub fn link<'a>(former: &Hash, fields: impl IntoIterator<Item = &'a [u8]>) -> Hash {
    let mut digest = Sha256::new();
    digest.update([VERSION]);
    digest.update(former);
    for field in fields {
        digest.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(field);
    }
    digest.finalize().into()
}

/// A hash as 64 lower-case hexadecimal digits.
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_byte_between_fields_changes_the_hash() {
        let a = link(&GENESIS, [b"ab".as_slice(), b"c"]);
        let b = link(&GENESIS, [b"a".as_slice(), b"bc"]);
        assert_ne!(a, b);
        assert_ne!(link(&a, [b"x".as_slice()]), link(&b, [b"x".as_slice()]));
        assert_eq!(hex(&a).len(), 64);
    }
}
