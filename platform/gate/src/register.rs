//! What whoever keeps the people and the organisation tells the gate about them: the gate itself knows ids and codes only.
use std::{collections::HashMap, future::Future, pin::Pin};

use base::{Date, StaffId, UnitCode};
use db::Tx;
use web::Page;

use crate::house::App;

type Told<'a, T> = Pin<Box<dyn Future<Output = db::Result<T>> + Send + 'a>>;

type Names = HashMap<UnitCode, String>;

/// The questions that one capability answers for the whole house.
#[derive(Debug, Clone, Copy)]
pub struct Register {
    /// The names of units on a day, by code; codes that were never given to a unit are left out.
    pub unit_names: for<'a> fn(&'a mut Tx, &'a [UnitCode], Date) -> Told<'a, Names>,
    /// Whether there is a record about the person of an account.
    pub has_record: for<'a> fn(&'a mut Tx, &'a StaffId) -> Told<'a, bool>,
}

/// What units are called today.
pub(crate) struct UnitNames(Names);

impl UnitNames {
    pub(crate) async fn read<'a>(
        tx: &mut Tx,
        app: &App,
        codes: impl IntoIterator<Item = &'a UnitCode>,
    ) -> db::Result<Self> {
        let mut codes: Vec<UnitCode> = codes.into_iter().cloned().collect();
        codes.sort();
        codes.dedup();
        match app.register {
            Some(register) if !codes.is_empty() => {
                let names = (register.unit_names)(tx, &codes, app.today()).await?;
                Ok(Self(names))
            }
            _ => Ok(Self(HashMap::new())),
        }
    }

    /// The name with the code behind it, by which forms take a unit; the code alone when the unit has no name; the whole city for
    /// none.
    pub(crate) fn say(&self, page: &Page, unit: Option<&UnitCode>) -> String {
        let Some(unit) = unit else {
            return page.t("gate-whole-city").into_owned();
        };
        match self.0.get(unit) {
            Some(name) => page
                .say(
                    "gate-unit-named",
                    &[
                        ("name", name.as_str().into()),
                        ("code", unit.as_str().into()),
                    ],
                )
                .into_owned(),
            None => unit.to_string(),
        }
    }
}

/// Whether there is a record about the person of an account; without anybody who keeps records there is none.
pub(crate) async fn has_record(tx: &mut Tx, app: &App, staff: &StaffId) -> db::Result<bool> {
    match app.register {
        Some(register) => (register.has_record)(tx, staff).await,
        None => Ok(false),
    }
}
