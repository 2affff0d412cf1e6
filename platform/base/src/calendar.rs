//! Years, eras, holidays and the ways people write a day.

mod era;
mod fiscal_year;
mod holidays;
mod notation;
mod read_date;
mod read_years;
mod working_days;

pub use era::{Era, wareki, wareki_short, wareki_with_year};
pub use fiscal_year::{FiscalYear, FiscalYears};
pub use holidays::holiday_name;
pub use read_date::{DateError, DateWarning, Read, read_date};
pub use read_years::{FoundYears, find_fiscal_years, read_fiscal_year, read_fiscal_years};
pub use working_days::{
    add_working_days, is_working_day, next_working_day, previous_working_day,
    working_day_on_or_after,
};
