/// Random numbers for initial weights and for drawing tokens: SplitMix64. Not for secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    pub(crate) state: u64,
}

impl Random {
    /// Numbers that depend on the seed alone.
    pub fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    /// A number that is uniform in 0 ..< 2^32.
    pub fn next_u32(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 32) as u32
    }

    /// A number that is uniform in -limit ..< limit.
    pub(crate) fn within(&mut self, limit: f32) -> f32 {
        // 24 bits are as many as a float holds.
        ((self.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0) * limit
    }
}
