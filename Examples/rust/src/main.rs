//! A safe type for a network. The program trains it to count in threes, and lets it continue counting.
//!
//!     cargo run --release
use std::ffi::{c_char, c_void, CStr};

#[repr(C)]
struct Shape {
    cell: u32, // 0 SimpleRNN, 1 LSTM, 2 GRU
    training: bool,
    classes: usize,
    layers: usize,
    units: *const usize,
    sequences: usize,
    steps: usize,
}

extern "C" {
    fn rnnk_version() -> i32;
    fn rnnk_kernels_best() -> *const c_void;
    fn rnnk_status_text(status: u32) -> *const c_char;
    fn rnnk_network_size(kernels: *const c_void, shape: *const Shape) -> usize;
    fn rnnk_network_init(
        kernels: *const c_void, shape: *const Shape, weights: *const *const f32, memory: *mut c_void, size: usize,
        network: *mut *mut c_void,
    ) -> u32;
    fn rnnk_network_reset(network: *mut c_void);
    fn rnnk_network_forward(network: *mut c_void, steps: usize, tokens: *const i32) -> u32;
    fn rnnk_network_logits(network: *mut c_void) -> *mut f32;
    fn rnnk_network_cross_entropy(network: *mut c_void, targets: *const i32, scale: f32, loss: *mut f64) -> u32;
    fn rnnk_network_backward(network: *mut c_void) -> u32;
    fn rnnk_network_adam(network: *mut c_void, lr: f32, beta1: f32, beta2: f32, epsilon: f32) -> u32;
}

/// One sequence through one layer of SimpleRNN.
struct Network {
    network: *mut c_void,
    _memory: Vec<u128>, // aligned as by malloc; moving a Vec does not move its elements
    classes: usize,
}

fn check(status: u32) -> Result<(), String> {
    match status {
        0 => Ok(()),
        _ => Err(unsafe { CStr::from_ptr(rnnk_status_text(status)) }.to_string_lossy().into_owned()),
    }
}

impl Network {
    fn new(classes: usize, units: usize, steps: usize) -> Result<Network, String> {
        let mut state = 1u64;
        let mut random = |count: usize| -> Vec<f32> {
            let mut next = || {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                ((state >> 40) as f32 / 16_777_216.0 - 0.5) * 0.6
            };
            (0..count).map(|_| next()).collect()
        };
        let tensors = [
            random(units * classes), random(units * units), random(units), random(units), random(classes * units),
            random(classes),
        ];
        let weights: Vec<*const f32> = tensors.iter().map(|tensor| tensor.as_ptr()).collect();
        let shape = Shape { cell: 0, training: true, classes, layers: 1, units: &units, sequences: 1, steps };
        let mut network = std::ptr::null_mut();
        unsafe {
            let kernels = rnnk_kernels_best();
            let mut memory = vec![0u128; rnnk_network_size(kernels, &shape).div_ceil(16)];
            let size = memory.len() * 16;
            let at = memory.as_mut_ptr().cast();
            check(rnnk_network_init(kernels, &shape, weights.as_ptr(), at, size, &mut network))?;
            Ok(Network { network, _memory: memory, classes })
        }
    }

    /// The logits after the last token.
    fn forward(&mut self, tokens: &[i32]) -> Result<&[f32], String> {
        check(unsafe { rnnk_network_forward(self.network, tokens.len(), tokens.as_ptr()) })?;
        let logits = unsafe { std::slice::from_raw_parts(rnnk_network_logits(self.network), tokens.len() * self.classes) };
        Ok(&logits[(tokens.len() - 1) * self.classes..])
    }

    /// One step of Adam on one sequence, of which every token but the first is a target; returns the mean loss.
    fn train(&mut self, sequence: &[i32]) -> Result<f64, String> {
        let (inputs, targets) = (&sequence[..sequence.len() - 1], &sequence[1..]);
        let mut loss = 0.0;
        self.reset();
        self.forward(inputs)?;
        unsafe {
            let scale = 1.0 / targets.len() as f32;
            check(rnnk_network_cross_entropy(self.network, targets.as_ptr(), scale, &mut loss))?;
            check(rnnk_network_backward(self.network))?;
            check(rnnk_network_adam(self.network, 0.02, 0.9, 0.999, 1e-8))?;
        }
        Ok(loss / targets.len() as f64)
    }

    fn reset(&mut self) {
        unsafe { rnnk_network_reset(self.network) }
    }
}

fn main() -> Result<(), String> {
    let threes: Vec<i32> = (0..40).map(|i| 3 * i % 10).collect();
    let mut network = Network::new(10, 16, threes.len())?;
    let mut loss = 0.0;
    for _ in 0..200 {
        loss = network.train(&threes)?;
    }
    println!("version {}, loss {loss:.4} nats", unsafe { rnnk_version() });

    let (mut token, mut counted) = (0, vec![]);
    network.reset();
    for _ in 0..12 {
        let logits = network.forward(&[token])?;
        token = (0..10).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap() as i32;
        counted.push(token.to_string());
    }
    println!("{}", counted.join(" "));
    println!("error: {}", network.forward(&[10]).unwrap_err());
    Ok(())
}
