use std::fmt;

use db::instant_text;
use sha2::{Digest, Sha256};

use crate::Entry;

/// A link of the chain: SHA-256, written as 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first entry.
    pub(crate) const NONE: Self = Self([0; 32]);

    /// The link of `entry` behind this one.
    pub(crate) fn next(&self, entry: &Entry) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        let (subject_kind, subject_id) = match &entry.subject {
            Some(it) => (Some(it.kind.as_str()), Some(it.id.as_str())),
            None => (None, None),
        };
        let fields = [
            Some(entry.id.as_str()),
            Some(&instant_text(entry.at)),
            entry.actor.staff.as_ref().map(|it| it.as_str()),
            entry.actor.role.as_deref(),
            Some(&entry.action),
            Some(if entry.is_look { "look" } else { "change" }),
            subject_kind,
            subject_id,
            entry.purpose.as_deref(),
            entry.detail.as_deref(),
        ];
        // Each field with its length before it, so that no text can move from one into the next.
        for field in fields {
            match field {
                None => hash.update([0]),
                Some(it) => {
                    hash.update([1]);
                    hash.update((it.len() as u64).to_be_bytes());
                    hash.update(it);
                }
            }
        }
        Self(hash.finalize().into())
    }

    /// From 64 hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| write!(out, "{it:02x}"))
    }
}
impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The end of the chain at some moment. A backup or a published edition carries it, and [`holds`](crate::holds) later says
/// whether the chain still contains it: a chain that lost its newest part looks whole without that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of entries sealed up to here.
    pub seq: i64,
    pub hash: Hash,
}

impl Head {
    pub(crate) const NONE: Self = Self {
        seq: 0,
        hash: Hash::NONE,
    };
}
