//! Which unit of the organisation an owner mark means. The only place of the import that asks `people`.
use std::sync::Arc;

use base::{Date, FiscalYears, UnitCode};
use db::Tx;
use people::{Organisation, Unresolved};

use super::corrections::Correction;
use crate::model::ImportedPlan;

/// An owner mark with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnerLine {
    pub(crate) mark: String,
    /// As the notes of the file explain the mark; the mark itself without a note.
    pub(crate) full_name: String,
    /// Measures that it carries; repeats are not counted.
    pub(crate) measures: usize,
    pub(crate) unit: OwnerUnit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OwnerUnit {
    /// The name is that of one unit.
    Found(UnitCode),
    /// A person said so.
    Chosen(UnitCode),
    /// A person said that it is to stay open.
    LeftOpen,
    /// Several units bear the name.
    Ambiguous(Vec<UnitCode>),
    Unknown,
}

impl OwnerUnit {
    pub(crate) fn code(&self) -> Option<&UnitCode> {
        match self {
            Self::Found(code) | Self::Chosen(code) => Some(code),
            _ => None,
        }
    }

    /// Nobody has said yet which unit is meant.
    pub(crate) fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Ambiguous(_) | Self::Unknown)
    }
}

/// The organisation by which names are read: as it stands when the plan begins, then as it stands today.
pub(crate) struct Organisations(Vec<Arc<Organisation>>);

impl Organisations {
    pub(crate) async fn load(tx: &mut Tx, period: FiscalYears, today: Date) -> db::Result<Self> {
        let first = Organisation::load(tx, period.first_day()).await?;
        let now = Organisation::load(tx, today).await?;
        Ok(Self(vec![first, now]))
    }

    #[cfg(test)]
    pub(crate) fn of(organisation: Organisation) -> Self {
        Self(vec![Arc::new(organisation)])
    }

    /// The unit that a name or code means.
    pub(crate) fn resolve(&self, written: &str) -> Result<UnitCode, Unresolved> {
        let mut refusal = Unresolved::Unknown;
        for organisation in &self.0 {
            match organisation.resolve(written) {
                Ok(code) => return Ok(code),
                Err(it @ Unresolved::Ambiguous(_)) => refusal = it,
                Err(Unresolved::Unknown) => {}
            }
        }
        Err(refusal)
    }

    /// The names from the top down to the unit.
    pub(crate) fn path_name(&self, code: &UnitCode) -> String {
        self.0
            .iter()
            .find(|it| it.unit(code).is_some())
            .map_or_else(|| code.0.clone(), |it| it.path_name(code))
    }
}

/// Every owner mark of the plan, those with the most measures first.
pub(crate) fn owner_lines(
    plan: &ImportedPlan,
    corrections: &[Correction],
    organisations: &Organisations,
) -> Vec<OwnerLine> {
    let line = |(mark, measures): (&str, usize)| {
        let note = plan.owner_notes.iter().find(|it| it.mark == mark);
        let full_name = note.map_or(mark, |it| &it.full_name);
        OwnerLine {
            mark: mark.to_owned(),
            full_name: full_name.to_owned(),
            measures,
            unit: unit_of(mark, full_name, corrections, organisations),
        }
    };
    plan.measures_per_owner().into_iter().map(line).collect()
}

fn unit_of(
    mark: &str,
    full_name: &str,
    corrections: &[Correction],
    organisations: &Organisations,
) -> OwnerUnit {
    let said = corrections.iter().find_map(|it| match it {
        Correction::OwnerUnit { mark: of, unit } if of == mark => Some(unit),
        _ => None,
    });
    match said {
        Some(Some(code)) => return OwnerUnit::Chosen(code.clone()),
        Some(None) => return OwnerUnit::LeftOpen,
        None => {}
    }
    match organisations.resolve(full_name) {
        Ok(code) => OwnerUnit::Found(code),
        Err(Unresolved::Ambiguous(codes)) => OwnerUnit::Ambiguous(codes),
        Err(Unresolved::Unknown) => match organisations.resolve(mark) {
            Ok(code) => OwnerUnit::Found(code),
            Err(Unresolved::Ambiguous(codes)) => OwnerUnit::Ambiguous(codes),
            Err(Unresolved::Unknown) => OwnerUnit::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use people::{Level, Unit};

    use super::*;
    use crate::{
        import::corrections::tests::plan,
        model::{OwnerNote, Spot},
    };

    fn organisations() -> Organisations {
        let unit = |code: &str, name: &str, level, parent: Option<&str>| Unit {
            code: UnitCode(code.into()),
            name: name.into(),
            kana: String::new(),
            level,
            parent: parent.map(|it| UnitCode(it.into())),
            starts_on: base::date(2020, 4, 1),
            ends_on: base::FAR_FUTURE,
        };
        let units = vec![
            unit("1", "研修課", Level::Section, None),
            unit("11", "育成班", Level::Team, Some("1")),
            unit("2", "東区", Level::Bureau, None),
            unit("21", "総務課", Level::Section, Some("2")),
            unit("3", "西区", Level::Bureau, None),
            unit("31", "総務課", Level::Section, Some("3")),
        ];
        Organisations::of(Organisation::new(base::date(2024, 4, 1), units, []))
    }

    fn unit_of_mark(mark: &str, full_name: &str, corrections: &[Correction]) -> OwnerUnit {
        unit_of(mark, full_name, corrections, &organisations())
    }

    #[test]
    fn the_note_says_which_unit_a_mark_means() {
        let mut plan = plan();
        plan.owner_notes.push(OwnerNote {
            mark: "研修課（育）".into(),
            full_name: "研修課育成班".into(),
            spot: Spot::Line {
                line: 9,
                table_row: None,
            },
        });

        let lines = owner_lines(&plan, &[], &organisations());

        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].measures, 4, "the repeat counts no second time");
        assert_eq!(lines[0].unit, OwnerUnit::Found(UnitCode("11".into())));
    }

    #[test]
    fn a_name_that_two_units_bear_stays_in_doubt_until_somebody_chooses() {
        assert!(unit_of_mark("総務課", "総務課", &[]).is_in_doubt());
        let choice = Correction::OwnerUnit {
            mark: "総務課".into(),
            unit: Some(UnitCode("31".into())),
        };
        assert_eq!(
            unit_of_mark("総務課", "総務課", &[choice]).code(),
            Some(&UnitCode("31".into()))
        );
    }

    #[test]
    fn an_owner_left_open_on_purpose_is_in_no_doubt() {
        assert_eq!(unit_of_mark("広報課", "広報課", &[]), OwnerUnit::Unknown);
        let open = Correction::OwnerUnit {
            mark: "広報課".into(),
            unit: None,
        };
        assert!(!unit_of_mark("広報課", "広報課", &[open]).is_in_doubt());
    }
}
