use std::sync::LazyLock;

use base::{Date, UnitCode, date};

use super::city::{City, DEMO_DAY, DEMO_SEED};
use super::personas::Part;
use super::staff::Staff;

mod built;
mod files;
mod organisation;
mod people;
mod plan;
mod work;
mod years;

static CITY: LazyLock<City> = LazyLock::new(|| City::generate(DEMO_SEED));

fn persona(part: Part) -> &'static Staff {
    let number = CITY
        .personas
        .iter()
        .find(|persona| persona.part == part)
        .unwrap()
        .number;
    CITY.staff
        .iter()
        .find(|staff| staff.number == number)
        .unwrap()
}

fn unit_name(code: &UnitCode, day: Date) -> &'static str {
    CITY.units_on(day)
        .find(|unit| unit.code == *code)
        .map_or("", |unit| unit.name.as_str())
}

fn aprils() -> impl Iterator<Item = Date> {
    (2022..=2027).map(|year| date(year, 4, 1))
}
