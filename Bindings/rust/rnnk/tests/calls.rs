//! Random calls with random arguments, right and wrong: none panics, and what they return fits what they were given.
//! Scripts/check-rust runs them under the address and undefined-behavior sanitizers.

mod support;

use rnnk::{Architecture, Cell, Input, Model, Network, Optimizer, Random};
use support::{model_file, random_network};

struct Chance(Random);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0.next_u32() as usize % limit
    }

    /// Usually `right`, sometimes one less, one more, nothing, or much more.
    fn count(&mut self, right: usize) -> usize {
        match self.below(12) {
            0 => right.saturating_sub(1),
            1 => right + 1,
            2 => 0,
            3 => 2 * right + 7,
            _ => right,
        }
    }

    /// Tokens that are usually in 0 ..< `classes`.
    fn tokens(&mut self, count: usize, classes: usize) -> Vec<i32> {
        let is_wrong = self.below(8) == 0;
        let mut tokens: Vec<i32> = (0..count).map(|_| self.below(classes.max(1)) as i32).collect();
        if is_wrong && count > 0 {
            let at = self.below(count);
            tokens[at] = [-1, -2, classes as i32, i32::MAX, i32::MIN][self.below(5)];
        }
        tokens
    }

    /// A number, sometimes of those that are hard to compute with.
    fn number(&mut self) -> f32 {
        const HARD: [f32; 8] = [0.0, -0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, 1e-40];
        match self.below(40) {
            i if i < HARD.len() => HARD[i],
            _ => self.0.next_u32() as f32 / 2f32.powi(31) - 1.0,
        }
    }

    fn numbers(&mut self, count: usize) -> Vec<f32> {
        let are_hard = self.below(6) == 0;
        (0..count).map(|_| if are_hard { self.number() } else { self.below(100) as f32 / 100.0 }).collect()
    }

    fn architecture(&mut self) -> Architecture {
        let cell = [Cell::Rnn, Cell::Lstm, Cell::Gru][self.below(3)];
        Architecture {
            cell,
            training: self.below(4) > 0,
            bidirectional: self.below(4) == 0,
            tokens: self.below(3) * 3,
            features: [0, 0, 1, 5][self.below(4)],
            outputs: self.below(3) * 4,
            projection: if self.below(4) == 0 { 2 } else { 0 },
            units: (0..1 + self.below(2)).map(|_| 1 + self.below(19)).collect(),
            sequences: 1 + self.below(3),
            steps: 1 + self.below(5),
        }
    }
}

/// A call of one of the methods; whether it succeeded.
fn call(network: &mut Network, chance: &mut Chance) -> bool {
    let a = network.architecture().clone();
    let rows = network.outputs().len() / a.outputs_per_step();
    let outputs = network.outputs().len();
    match chance.below(18) {
        0..=3 => {
            let (steps, tokens, features) = (1 + chance.below(a.steps + 1), a.tokens.min(1), a.features);
            let tokens = chance.count(steps * a.sequences * tokens);
            let tokens = chance.tokens(tokens, a.tokens);
            let features = chance.count(steps * a.sequences * features);
            let features = chance.numbers(features);
            let lengths = chance.count(a.sequences);
            let lengths = (chance.below(3) == 0).then(|| chance.tokens(lengths, steps + 1));
            let input = Input { tokens: &tokens, features: &features, lengths: lengths.as_deref() };
            let result = network.run(&input).map(|outputs| outputs.len());
            let per_row = a.outputs_per_step();
            let expected = if a.tokens > 0 { tokens.len() } else { features.len() / a.features.max(1) } * per_row;
            result.inspect(|&found| assert_eq!(found, expected)).is_ok()
        }
        4 => {
            let count = chance.count(rows);
            let targets = chance.tokens(count, a.outputs);
            network.cross_entropy(&targets, chance.number()).is_ok()
        }
        5..=7 => {
            let (count, weights) = (chance.count(outputs), chance.count(rows));
            let (targets, weights) = (chance.numbers(count), chance.numbers(weights));
            let weights = (chance.below(2) == 0).then_some(&weights[..]);
            match chance.below(3) {
                0 => network.squared_error(&targets, weights, 0.1).is_ok(),
                1 => network.huber(&targets, weights, chance.number(), 0.1).is_ok(),
                _ => network.binary_cross_entropy(&targets, weights, 0.1).is_ok(),
            }
        }
        8 => network.backward().is_ok(),
        9 => {
            let count = chance.count(rows * a.features);
            network.backward_features(&mut vec![0.0; count]).is_ok()
        }
        10 => network.output_gradients_mut().map(|gradients| gradients.fill(chance.number())).is_ok(),
        11 => network.clip(chance.number()).is_ok(),
        12 => {
            let (lr, m) = (chance.number(), chance.number());
            let optimizers = [
                Optimizer::sgd(lr),
                Optimizer::Momentum { lr, m },
                Optimizer::Nesterov { lr, m },
                Optimizer::RmsProp { lr, rho: m, epsilon: 1e-7 },
                Optimizer::Adam { lr, beta1: m, beta2: m, epsilon: 1e-8, decay: m },
            ];
            network.update(&optimizers[chance.below(5)]).is_ok()
        }
        13 => {
            let (count, tokens) = (chance.count(a.sequences), chance.count(a.sequences));
            let random: Vec<u32> = (0..count).map(|_| chance.0.next_u32()).collect();
            let mut tokens = vec![0; tokens];
            let result = network.sample(chance.number().abs(), &random, &mut tokens);
            assert!(tokens.iter().all(|&token| token == 0 || (token as usize) < a.outputs));
            result.is_ok()
        }
        14 => {
            let tensors = network.architecture().tensors();
            let mut weights: Vec<Vec<f32>> = tensors.iter().map(|tensor| chance.numbers(tensor.count())).collect();
            let wrong = chance.below(2 * weights.len());
            if let Some(tensor) = weights.get_mut(wrong) {
                tensor.pop();
            }
            network.set_weights(&weights).is_ok()
        }
        15 => {
            let value = chance.number();
            network.edit_parameters(|parameters| parameters[0] = value);
            network.outputs_mut().iter_mut().for_each(|output| *output = chance.number());
            network.weights().len() == network.architecture().tensors().len()
        }
        16 => {
            let layer = chance.below(5);
            network.reset_sequence(chance.below(4)).is_ok()
                & network.state_mut(layer).map(|state| state.fill(chance.number())).is_some()
        }
        _ => network.gradients().is_ok() & network.gradient_array().is_ok() & network.place(chance.below(9)).is_some(),
    }
}

#[test]
fn networks() {
    let mut chance = Chance(Random::new(1));
    let (mut made, mut succeeded, mut failed) = (0, 0, 0);
    for _ in 0..600 {
        let architecture = chance.architecture();
        let Ok(mut network) = Network::new(&architecture) else { continue };
        made += 1;
        network.initialize(&mut chance.0);
        for _ in 0..60 {
            if call(&mut network, &mut chance) {
                succeeded += 1;
            } else {
                failed += 1;
            }
        }
    }
    assert!(made > 300 && succeeded > 5000 && failed > 5000, "{made} networks, {succeeded} and {failed} calls");
}

#[test]
fn models() {
    let mut chance = Chance(Random::new(2));
    for round in 0..60 {
        let cell = [Cell::Rnn, Cell::Lstm, Cell::Gru][round % 3];
        let training = if round % 2 == 0 { "{}" } else { r#"{"text":{}}"# };
        let file = model_file(&random_network(cell, 5, &[7], 1), &["a", "b", "é"], training);
        let model = Model::read(&file).unwrap();
        let mut network = Network::new(&Architecture { training: true, steps: 3, ..model.architecture() }).unwrap();
        network.set_weights(&model.weights()).unwrap();
        for _ in 0..40 {
            match chance.below(4) {
                0 => {
                    let (temperature, longest) = (chance.number(), chance.below(9));
                    if let Ok(name) = model.generate(&mut network, temperature, &mut chance.0, longest) {
                        assert!(name.chars().count() <= longest && name.chars().all(|c| "abé".contains(c)), "{name}");
                    }
                }
                1 => {
                    let name = ["", "a", "éb", "x", "aé\0"][chance.below(5)];
                    assert_eq!(model.score(&mut network, name).is_ok(), !name.contains(['x', '\0']));
                }
                _ => {
                    call(&mut network, &mut chance);
                }
            }
        }
    }
}

#[test]
fn files() {
    let file = model_file(&random_network(Cell::Lstm, 5, &[3, 2], 1), &["a", "b", "é"], "{}");
    let mut chance = Chance(Random::new(3));
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3000 {
        let mut changed = file.clone();
        for _ in 0..1 + chance.below(3) {
            let at = chance.below(changed.len());
            changed[at] = chance.0.next_u32() as u8;
        }
        match Model::read(&changed) {
            Err(_) => refused += 1,
            Ok(model) => {
                read += 1;
                let mut network = model.network().unwrap();
                let name = model.generate(&mut network, 1.0, &mut chance.0, 5).unwrap();
                assert!(model.tokens(&name).is_ok());
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
