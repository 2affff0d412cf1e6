//! What was computed from people and organisation, kept until they change. Keys hold the version word, which no two
//! databases share, so that one program may serve several.
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// The last few values, the newest first.
pub(crate) struct Cache<K, V> {
    most: usize,
    kept: Mutex<VecDeque<(K, Arc<V>)>>,
}

impl<K: PartialEq, V> Cache<K, V> {
    pub(crate) const fn new(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::new(VecDeque::new()),
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<Arc<V>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|it| it.0 == *key)
            .map(|it| Arc::clone(&it.1))
    }

    pub(crate) fn keep(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|it| it.0 != key);
        kept.push_front((key, Arc::clone(&value)));
        kept.truncate(self.most);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_value_goes_first() {
        let cache = Cache::new(2);
        for number in 1..=3 {
            cache.keep(number, number * 10);
        }

        assert_eq!(cache.get(&1), None);
        assert_eq!(cache.get(&3).as_deref(), Some(&30));
    }
}
