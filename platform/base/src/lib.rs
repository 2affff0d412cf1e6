//! The ground every other box stands on: ids, days, years and Japanese words. Pure: no clock, no database, no file.

mod fiscal_year;
mod ids;
mod time;

pub use fiscal_year::FiscalYear;
pub use ids::{StaffId, UnitCode, fresh_id};
pub use time::{CITY_OFFSET, Date, Instant, Time, city_date, city_time, date};
