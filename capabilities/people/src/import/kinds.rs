//! The kinds of file, and which columns each has.
use super::columns::Column as C;

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Units,
    /// One row for a person.
    Staff,
    /// One row for a post.
    Assignments,
    /// Wide rows of a person and a post; a person with several posts has several rows.
    StaffWithAssignments,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Units,
        Self::Staff,
        Self::Assignments,
        Self::StaffWithAssignments,
    ];

    /// The key of its name in the texts.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Units => "people-file-units",
            Self::Staff => "people-file-staff",
            Self::Assignments => "people-file-assignments",
            Self::StaffWithAssignments => "people-file-staff-with-assignments",
        }
    }

    /// Its word in the ledger and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Staff => "staff",
            Self::Assignments => "assignments",
            Self::StaffWithAssignments => "staff_with_assignments",
        }
    }

    pub(super) fn has_people(self) -> bool {
        matches!(self, Self::Staff | Self::StaffWithAssignments)
    }

    pub(super) fn has_posts(self) -> bool {
        matches!(self, Self::Assignments | Self::StaffWithAssignments)
    }

    /// The columns that exports of this kind write, in their order.
    pub(crate) fn columns(self) -> &'static [C] {
        const STAFF: &[C] = &[
            C::Number,
            C::UsedName,
            C::LegalName,
            C::Kana,
            C::Sex,
            C::BornOn,
            C::Employment,
            C::JobFamily,
            C::HiredOn,
            C::LeftOn,
        ];
        const WIDE: &[C] = &[
            C::Number,
            C::UsedName,
            C::LegalName,
            C::Kana,
            C::Sex,
            C::BornOn,
            C::Employment,
            C::JobFamily,
            C::HiredOn,
            C::LeftOn,
            C::UnitCode,
            C::AssignmentKind,
            C::Post,
            C::Grade,
            C::IsHead,
            C::PostStartsOn,
            C::PostLastOn,
        ];
        match self {
            Self::Units => &[
                C::UnitCode,
                C::UnitName,
                C::UnitKana,
                C::Level,
                C::ParentCode,
                C::UnitStartsOn,
                C::UnitLastOn,
                C::Successors,
            ],
            Self::Staff => STAFF,
            Self::Assignments => &[
                C::Number,
                C::UnitCode,
                C::AssignmentKind,
                C::Post,
                C::Grade,
                C::IsHead,
                C::PostStartsOn,
                C::PostLastOn,
            ],
            Self::StaffWithAssignments => WIDE,
        }
    }

    pub(super) fn required(self) -> &'static [C] {
        match self {
            Self::Units => &[
                C::UnitCode,
                C::UnitName,
                C::Level,
                C::ParentCode,
                C::UnitStartsOn,
            ],
            Self::Staff => &[
                C::Number,
                C::UsedName,
                C::Kana,
                C::BornOn,
                C::Employment,
                C::HiredOn,
            ],
            Self::Assignments => &[C::Number, C::UnitCode, C::PostStartsOn],
            Self::StaffWithAssignments => &[
                C::Number,
                C::UsedName,
                C::Kana,
                C::BornOn,
                C::Employment,
                C::HiredOn,
                C::UnitCode,
                C::PostStartsOn,
            ],
        }
    }
}

/// What a column that several kinds of file use is called in each: 開始日 is that of the post in a file of posts.
pub(super) fn in_file_of(kind: Kind, column: C) -> C {
    match (kind, column) {
        (Kind::Units, it) => it,
        (_, C::UnitStartsOn) => C::PostStartsOn,
        (_, C::UnitLastOn) => C::PostLastOn,
        (_, C::UnitEndsOn) => C::PostEndsOn,
        (_, it) => it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_and_finds_itself() {
        for kind in Kind::ALL {
            for column in kind.columns() {
                assert_eq!(C::of_name(column.name()), Some(*column));
            }
        }
    }
}
