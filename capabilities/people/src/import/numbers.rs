//! Staff numbers, a million of them in little memory.
use super::zeros::bare;

/// A staff number in a fixed place. Shorter ones are filled up with zero bytes, which no number has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number([u8; Self::LONGEST]);

impl Number {
    pub(super) const LONGEST: usize = 16;

    /// Reads a number as people write it. `None` for what is too long, empty, or not of letters, digits and dashes.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = base::canonical_staff_number(text);
        let is_fine = |it: u8| it.is_ascii_digit() || it.is_ascii_uppercase() || it == b'-';
        if text.is_empty() || text.len() > Self::LONGEST || !text.bytes().all(is_fine) {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }

    pub(super) fn as_str(&self) -> &str {
        let length = self
            .0
            .iter()
            .position(|it| *it == 0)
            .unwrap_or(Self::LONGEST);
        std::str::from_utf8(&self.0[..length]).expect("a number is ASCII")
    }

    /// The same for numbers that differ by leading zeros only, so that these stand side by side.
    fn hash(&self) -> u64 {
        let text = bare(self.as_str());
        let mut bare = [0; Self::LONGEST];
        bare[..text.len()].copy_from_slice(text.as_bytes());
        // The digits of consecutive numbers differ in few bits; two rounds of multiplication spread them.
        let (low, high) = bare.split_at(8);
        let part =
            |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("half of sixteen is eight"));
        let mixed = (part(low) ^ part(high).rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// Staff numbers in the order in which they came, each found in a moment. Twenty-odd bytes a number.
#[derive(Default)]
pub(super) struct Numbers {
    numbers: Vec<Number>,
    /// Places plus one, 0 for free; a power of two of them, at most half full.
    slots: Vec<u32>,
}

impl Numbers {
    pub(super) fn get(&self, place: usize) -> Number {
        self.numbers[place]
    }

    /// The place of a number, also once they are looked for no more. Walks through all of them.
    pub(super) fn position(&self, number: &Number) -> Option<u32> {
        let place = self.numbers.iter().position(|it| it == number)?;
        u32::try_from(place).ok()
    }

    pub(super) fn find(&self, number: &Number) -> Option<u32> {
        match self.slots.is_empty() {
            true => None,
            false => self.slots[self.slot_of(number)].checked_sub(1),
        }
    }

    /// The place of another number that differs from this one by its leading zeros only.
    pub(super) fn find_but_for_zeros(&self, number: &Number) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = number.hash() as usize & mask;
        while let Some(place) = self.slots[slot].checked_sub(1) {
            let other = &self.numbers[place as usize];
            if other != number && bare(other.as_str()) == bare(number.as_str()) {
                return Some(place);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The place of the number, and whether it is new.
    pub(super) fn enter(&mut self, number: Number) -> (u32, bool) {
        if self.slots.len() < 2 * (self.numbers.len() + 1) {
            self.grow();
        }
        let slot = self.slot_of(&number);
        if let Some(place) = self.slots[slot].checked_sub(1) {
            return (place, false);
        }
        let place = u32::try_from(self.numbers.len()).expect("no city has four milliards of staff");
        self.numbers.push(number);
        self.slots[slot] = place + 1;
        (place, true)
    }

    /// Nothing will be looked for any more; places keep their numbers.
    pub(super) fn forget_slots(&mut self) {
        self.slots = Vec::new();
    }

    /// The slot in which the number is, or the free one in which it belongs.
    fn slot_of(&self, number: &Number) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = number.hash() as usize & mask;
        while let Some(place) = self.slots[slot].checked_sub(1)
            && self.numbers[place as usize] != *number
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (2 * self.slots.len()).max(1 << 10);
        self.slots = vec![0; size];
        for place in 0..self.numbers.len() {
            let slot = self.slot_of(&self.numbers[place]);
            self.slots[slot] = u32::try_from(place).expect("checked when it was entered") + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_any_width_and_kept_with_its_zeros() {
        assert_eq!(Number::read("００１２３").unwrap().as_str(), "00123");
        assert_eq!(Number::read(" a-12 ").unwrap().as_str(), "A-12");
        for wrong in ["", "12/3", "12345678901234567", "職員1"] {
            assert_eq!(Number::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_found_by_another_that_differs_by_its_zeros() {
        let mut numbers = Numbers::default();
        let number = |it: &str| Number::read(it).unwrap();
        assert_eq!(numbers.find_but_for_zeros(&number("101")), None);
        numbers.enter(number("0000101"));
        numbers.enter(number("1010"));

        assert_eq!(numbers.find_but_for_zeros(&number("101")), Some(0));
        assert_eq!(numbers.find_but_for_zeros(&number("00101")), Some(0));
        assert_eq!(
            numbers.find_but_for_zeros(&number("0000101")),
            None,
            "the number itself"
        );
        assert_eq!(numbers.find_but_for_zeros(&number("A101")), None);
    }

    #[test]
    fn ten_thousand_numbers_are_each_found_again() {
        let mut numbers = Numbers::default();
        let number = |it: u32| Number::read(&format!("{it:07}")).unwrap();
        for it in 0..10_000 {
            assert_eq!(numbers.enter(number(it)), (it, true));
        }
        for it in 0..10_000 {
            assert_eq!(numbers.enter(number(it)), (it, false));
            assert_eq!(numbers.find(&number(it)), Some(it));
        }
        assert_eq!(numbers.find(&number(10_000)), None);
        assert_eq!(Numbers::default().find(&number(1)), None);
    }
}
