//! The ground every other box stands on: ids, days, years and Japanese words. Pure: no clock, no database, no file.

mod age;
mod calendar;
mod ids;
mod municipality;
mod rate;
mod staff_number;
mod text;
mod time;

pub use age::{age_on, attains_on, term_after, term_that_begins_on};
pub use calendar::{
    DateError, DateWarning, Era, FiscalYear, FiscalYears, FoundYears, Read, add_working_days,
    find_fiscal_years, holiday_name, is_working_day, next_working_day, previous_working_day,
    read_date, read_fiscal_year, read_fiscal_years, wareki, wareki_short, wareki_with_year,
    working_day_on_or_after,
};
pub use ids::{StaffId, UnitCode, fresh_id};
pub use municipality::{MunicipalityCode, MunicipalityCodeError};
pub use rate::{Tenths, percent_half_up};
pub use staff_number::canonical_staff_number;
pub use text::{
    SearchTerm, ascii_dashes, ascii_digits, ascii_number, bigrams, full_width_kana, search_key,
    search_terms, sort_key,
};
pub use time::{CITY_OFFSET, Date, FAR_FUTURE, Instant, Time, city_date, city_time, date};
