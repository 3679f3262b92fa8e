//! Networks: the same results as the C functions, training, states, weights, threads, and every error.

mod support;

use rnnk::{sys, Architecture, Cell, Error, Input, Kernels, Network, Optimizer, Random};
use std::ptr;
use support::{difference, random_network};

const CELLS: [Cell; 3] = [Cell::Rnn, Cell::Lstm, Cell::Gru];

fn counting(cell: Cell) -> Architecture {
    Architecture {
        cell,
        training: true,
        tokens: 7,
        outputs: 7,
        units: vec![12, 9],
        sequences: 3,
        steps: 10,
        ..Architecture::default()
    }
}

/// Inputs and targets of sequences that count in twos, modulo 7.
fn counted() -> (Vec<i32>, Vec<i32>) {
    let all: Vec<i32> = (0..11).flat_map(|t| (0..3).map(move |b| (b + 2 * t) % 7)).collect();
    (all[..30].to_vec(), all[3..].to_vec())
}

fn made(architecture: &Architecture, seed: u64) -> Network {
    let mut network = Network::new(architecture).unwrap();
    network.initialize(&mut Random::new(seed));
    network
}

#[test]
fn results_are_those_of_the_c_functions() {
    let (tokens, targets) = counted();
    for (cell, kernels) in CELLS.into_iter().flat_map(|cell| Kernels::all().map(move |kernels| (cell, kernels))) {
        let architecture = counting(cell);
        let mut network = Network::with_kernels(kernels, &architecture).unwrap();
        network.initialize(&mut Random::new(5));
        let weights = network.weights();

        let pointers: Vec<*const f32> = weights.iter().map(|tensor| tensor.as_ptr()).collect();
        let shape = sys::rnnk_shape {
            cell: [sys::RNNK_CELL_RNN, sys::RNNK_CELL_LSTM, sys::RNNK_CELL_GRU][cell as usize],
            training: true,
            classes: 7,
            layers: 2,
            units: architecture.units.as_ptr(),
            sequences: 3,
            steps: 10,
        };
        let (logits, gradients, loss) = unsafe {
            let size = sys::rnnk_network_size(kernels.table(), &shape);
            let mut memory = vec![0u128; size.div_ceil(16)];
            let (mut c, mut loss) = (ptr::null_mut(), 0.0);
            let at = memory.as_mut_ptr().cast();
            let status = sys::rnnk_network_init(kernels.table(), &shape, pointers.as_ptr(), at, size, &mut c);
            assert_eq!(status, sys::RNNK_OK);
            assert_eq!(sys::rnnk_network_forward(c, 10, tokens.as_ptr()), sys::RNNK_OK);
            let logits = std::slice::from_raw_parts(sys::rnnk_network_logits(c), 210).to_vec();
            assert_eq!(sys::rnnk_network_cross_entropy(c, targets.as_ptr(), 0.1, &mut loss), sys::RNNK_OK);
            assert_eq!(sys::rnnk_network_backward(c), sys::RNNK_OK);
            let mut count = 0;
            let at = sys::rnnk_network_gradients(c, &mut count);
            (logits, std::slice::from_raw_parts(at, count).to_vec(), loss)
        };
        assert!(network.outputs().is_empty());
        assert_eq!(network.forward(&tokens).unwrap(), logits, "{cell:?} {kernels:?}");
        assert_eq!(network.outputs(), logits);
        assert_eq!(network.cross_entropy(&targets, 0.1).unwrap(), loss);
        network.backward().unwrap();
        assert_eq!(network.gradient_array().unwrap(), gradients);
        assert!(gradients.iter().any(|&x| x != 0.0));
    }
}

#[test]
fn training_lowers_the_loss() {
    let (tokens, targets) = counted();
    for cell in CELLS {
        let mut network = made(&counting(cell), 1);
        let mut losses = vec![];
        for _ in 0..200 {
            network.reset();
            losses.push(network.train_step(&tokens, &targets, Some(1.0), &Optimizer::adam(0.02)).unwrap());
        }
        assert!((losses[0] - 7f64.ln()).abs() < 0.3, "{cell:?}: {}", losses[0]);
        assert!(losses[199] < 0.02, "{cell:?}: {}", losses[199]);
    }
}

#[test]
fn every_optimizer_lowers_the_loss() {
    let (tokens, targets) = counted();
    let optimizers = [
        Optimizer::sgd(0.5),
        Optimizer::Momentum { lr: 0.5, m: 0.9 },
        Optimizer::Nesterov { lr: 0.1, m: 0.9 },
        Optimizer::RmsProp { lr: 0.01, rho: 0.9, epsilon: 1e-7 },
        Optimizer::adam(0.01),
        Optimizer::Adam { lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.5 },
    ];
    let mut ends: Vec<Vec<f32>> = vec![];
    for optimizer in optimizers {
        let mut network = made(&counting(Cell::Gru), 1);
        let mut losses = vec![];
        for _ in 0..100 {
            network.reset();
            losses.push(network.train_step(&tokens, &targets, None, &optimizer).unwrap());
        }
        assert!(losses[99] < 0.6 * losses[0], "{optimizer:?}: {} to {}", losses[0], losses[99]);
        assert!(network.gradient_array().unwrap().iter().all(|&x| x == 0.0), "a step leaves gradients");
        assert!(!ends.contains(&network.parameters().to_vec()), "{optimizer:?} does what another one does");
        ends.push(network.parameters().to_vec());
    }
}

#[test]
fn a_curve_is_learned_from_numbers() {
    let architecture = Architecture {
        cell: Cell::Lstm,
        training: true,
        features: 1,
        outputs: 1,
        units: vec![10],
        steps: 60,
        ..Architecture::default()
    };
    let mut network = made(&architecture, 3);
    let curve: Vec<f32> = (0..61).map(|t| (0.3 * t as f32).sin()).collect();
    let mut losses = vec![];
    for _ in 0..300 {
        network.reset();
        network.run(&Input { features: &curve[..60], ..Input::default() }).unwrap();
        losses.push(network.squared_error(&curve[1..], None, 1.0 / 60.0).unwrap() / 60.0);
        network.backward().unwrap();
        network.update(&Optimizer::adam(0.02)).unwrap();
    }
    assert!(losses[0] > 0.2 && losses[299] < 0.002, "{} to {}", losses[0], losses[299]);
}

#[test]
fn a_loss_of_ones_own_is_that_of_the_library() {
    let architecture = Architecture {
        training: true,
        features: 2,
        outputs: 0, // the outputs are the states, whose gradients are in other memory
        units: vec![5],
        steps: 4,
        ..Architecture::default()
    };
    let features = [0.5, -1.0, 0.25, 0.75, -0.5, 1.0, 2.0, 0.0];
    let targets = [0.125f32; 20];
    let input = Input { features: &features, ..Input::default() };
    let mut network = made(&architecture, 4);
    network.run(&input).unwrap();
    network.squared_error(&targets, None, 1.0).unwrap();
    network.backward().unwrap();
    let expected = network.gradients().unwrap();

    let mut network = made(&architecture, 4);
    let errors: Vec<f32> = network.run(&input).unwrap().iter().zip(targets).map(|(y, t)| 2.0 * (y - t)).collect();
    network.output_gradients_mut().unwrap().copy_from_slice(&errors);
    network.backward().unwrap();
    for (found, expected) in network.gradients().unwrap().iter().zip(&expected) {
        assert!(difference(found, expected) < 1e-6);
    }
    assert!(expected[0].iter().any(|&x| x.abs() > 1e-3));
}

#[test]
fn states_can_be_kept_and_continued_from() {
    for cell in CELLS {
        let mut network = random_network(cell, 6, &[5, 4], 2);
        network.forward(&[1, 2, 3]).unwrap();
        let states: Vec<Vec<f32>> = (0..2).map(|layer| network.state(layer).unwrap().to_vec()).collect();
        assert_eq!(states[0].len(), if cell == Cell::Lstm { 10 } else { 5 });
        assert!(network.state(2).is_none() && network.state_mut(usize::MAX).is_none());
        let expected = network.forward(&[4]).unwrap().to_vec();

        network.reset();
        assert!(network.state(0).unwrap().iter().all(|&x| x == 0.0));
        assert_ne!(network.forward(&[4]).unwrap(), expected);
        for (layer, state) in states.iter().enumerate() {
            network.state_mut(layer).unwrap().copy_from_slice(state);
        }
        assert_eq!(network.forward(&[4]).unwrap(), expected);
    }
}

#[test]
fn a_sequence_begins_anew_alone() {
    let mut network = made(&counting(Cell::Gru), 2);
    let first = network.forward(&[1, 1, 1]).unwrap().to_vec();
    network.reset_sequence(1).unwrap();
    let second = network.forward(&[1, 1, 1]).unwrap().to_vec();
    assert_eq!(second[7..14], first[7..14]);
    assert_ne!(second[..7], first[..7]);
    assert!(matches!(network.reset_sequence(3), Err(Error::Sequence)));
}

#[test]
fn weights_go_in_and_out() {
    let architecture = Architecture {
        cell: Cell::Lstm,
        bidirectional: true,
        tokens: 3,
        features: 2,
        outputs: 4,
        projection: 3,
        units: vec![5, 6],
        ..Architecture::default()
    };
    let tensors = architecture.tensors();
    assert_eq!(tensors.len(), 2 * 2 * 5 + 2);
    assert_eq!((tensors[0].name.as_str(), tensors[0].rows, tensors[0].columns), ("rnn.weight_ih_l0", 20, 5));
    assert_eq!((tensors[9].name.as_str(), tensors[9].rows, tensors[9].columns), ("rnn.weight_hr_l0_reverse", 3, 5));
    assert_eq!((tensors[20].name.as_str(), tensors[20].rows, tensors[20].columns), ("out.weight", 4, 6));
    let mut network = Network::new(&architecture).unwrap();
    assert!(network.parameters().iter().all(|&x| x == 0.0));
    let values: Vec<Vec<f32>> = tensors
        .iter()
        .enumerate()
        .map(|(t, tensor)| {
            let is_second_bias = tensor.name.contains("bias_hh"); // an LSTM has the sum of both
            (0..tensor.count()).map(|i| if is_second_bias { 0.0 } else { (100 * t + i) as f32 }).collect()
        })
        .collect();
    network.set_weights(&values).unwrap();
    assert_eq!(network.weights(), values);
    for (index, (tensor, values)) in tensors.iter().zip(&values).enumerate() {
        let place = network.place(index).unwrap();
        for (r, c) in (0..place.rows).flat_map(|r| (0..place.columns).map(move |c| (r, c))) {
            let value = network.parameters()[place.offset + r * place.columns + c];
            assert_eq!(value, values[c * place.rows + r], "{}", tensor.name);
        }
        assert_eq!(place.rows * place.columns, if tensor.name.contains("bias_hh") { 0 } else { tensor.count() });
    }
    assert!(network.place(tensors.len()).is_none());
}

#[test]
fn initial_weights_are_in_their_range() {
    let network = made(&counting(Cell::Gru), 1);
    for (tensor, values) in network.architecture().tensors().iter().zip(network.weights()) {
        // bias_ih has the sum of two biases.
        let fan = if tensor.name.starts_with("out") || tensor.name.contains("l1") { 9 } else { 12 };
        let limit = if tensor.name.contains("bias_ih") { 2.0 } else { 1.0 } / (fan as f32).sqrt();
        assert!(values.iter().all(|x| x.abs() <= limit), "{}", tensor.name);
        assert!(values.len() < 20 || values.iter().any(|x| x.abs() > limit / 2.0), "{}", tensor.name);
    }
    assert_eq!(network.parameters(), made(&counting(Cell::Gru), 1).parameters());
    assert_ne!(network.parameters(), made(&counting(Cell::Gru), 2).parameters());
}

#[test]
fn edited_parameters_are_used() {
    let mut network = random_network(Cell::Rnn, 4, &[5], 1);
    let bias = network.place(5).unwrap(); // of the output layer
    let before = network.forward(&[1]).unwrap().to_vec();
    network.edit_parameters(|parameters| parameters[bias.offset + 2] += 1.0);
    network.reset();
    let after = network.forward(&[1]).unwrap();
    assert_eq!((after[0], after[1], after[3]), (before[0], before[1], before[3]));
    assert!((after[2] - before[2] - 1.0).abs() < 1e-6);
}

#[test]
fn gradients_are_clipped() {
    let (tokens, targets) = counted();
    let mut network = made(&counting(Cell::Rnn), 1);
    network.forward(&tokens).unwrap();
    network.cross_entropy(&targets, 1.0).unwrap();
    network.backward().unwrap();
    let norm_of = |network: &mut Network| {
        network.gradient_array().unwrap().iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt()
    };
    let norm = norm_of(&mut network);
    assert!((network.clip(f32::INFINITY).unwrap() / norm - 1.0).abs() < 1e-6);
    assert!((network.clip(norm as f32 / 2.0).unwrap() / norm - 1.0).abs() < 1e-6);
    assert!((norm_of(&mut network) / norm - 0.5).abs() < 1e-6);
}

#[test]
fn tokens_are_drawn_by_their_probabilities() {
    let mut network = random_network(Cell::Rnn, 3, &[4], 1);
    let mut random = Random::new(1);
    let mut counts = [0; 3];
    for _ in 0..4000 {
        let logits = network.forward(&[0]).unwrap();
        logits.copy_from_slice(&[0.5f32.ln(), 0.375f32.ln(), 0.125f32.ln()]);
        let mut token = [0];
        network.sample(1.0, &[random.next_u32()], &mut token).unwrap();
        counts[token[0] as usize] += 1;
    }
    // Three standard deviations are below 100.
    for (count, expected) in counts.into_iter().zip([2000i32, 1500, 500]) {
        assert!((count - expected).abs() < 100, "{counts:?}");
    }
    let mut token = [2];
    network.sample(1e-6, &[u32::MAX], &mut token).unwrap();
    assert_eq!(token, [0]);
    for bad in [f32::NAN, f32::INFINITY] {
        network.forward(&[0]).unwrap()[1] = bad;
        assert!(matches!(network.sample(1.0, &[0], &mut token), Err(Error::Number)));
    }
    network.forward(&[0]).unwrap().fill(f32::NEG_INFINITY);
    assert!(matches!(network.sample(1.0, &[0], &mut token), Err(Error::Number)));
}

#[test]
fn networks_move_between_threads() {
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Network>();
    is_send_and_sync::<rnnk::Model>();
    is_send_and_sync::<Kernels>();
    is_send_and_sync::<Error>();
    let mut network = random_network(Cell::Gru, 5, &[8], 1);
    let expected = network.forward(&[1, 2, 3, 4]).unwrap().to_vec();
    let mut network = std::thread::spawn(move || {
        network.reset();
        network
    })
    .join()
    .unwrap();
    assert_eq!(network.forward(&[1, 2, 3, 4]).unwrap(), expected);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                assert_eq!(network.outputs(), expected);
                assert_eq!(network.weights().len(), 6);
            });
        }
    });
}

#[test]
fn tables_are_found_by_name() {
    let names: Vec<&str> = Kernels::names().collect();
    assert!(names.contains(&"reference"), "{names:?}");
    assert_eq!(names.contains(&"openblas"), cfg!(feature = "openblas"));
    let here: Vec<&str> = Kernels::all().map(Kernels::name).collect();
    assert_eq!(here[0], Kernels::best().name());
    assert!(here.iter().all(|name| names.contains(name)));
    for name in names {
        assert_eq!(Kernels::named(name).map(Kernels::name), here.contains(&name).then_some(name));
    }
    assert!(Kernels::named("").is_none() && Kernels::named("avx2\0").is_none());
    assert!(Kernels::named("reference").unwrap().has_independent_rows());
    assert_eq!(rnnk::version(), (0, 1, 0));
}

#[test]
fn impossible_architectures_are_refused() {
    let possible = counting(Cell::Gru);
    assert!(Network::new(&possible).is_ok());
    let impossible = [
        Architecture { units: vec![], ..possible.clone() },
        Architecture { units: vec![4, 0], ..possible.clone() },
        Architecture { units: vec![usize::MAX], ..possible.clone() },
        Architecture { units: vec![1 << 31], ..possible.clone() },
        Architecture { tokens: 0, ..possible.clone() },
        Architecture { tokens: usize::MAX, ..possible.clone() },
        Architecture { features: usize::MAX, ..possible.clone() },
        Architecture { outputs: usize::MAX, ..possible.clone() },
        Architecture { projection: 3, ..possible.clone() }, // only of an LSTM
        Architecture { sequences: 0, ..possible.clone() },
        Architecture { steps: 0, ..possible.clone() },
        Architecture { steps: 1 << 30, sequences: 1 << 30, ..possible.clone() },
        Architecture::default(),
    ];
    for architecture in impossible {
        let error = Network::new(&architecture).expect_err("an impossible network");
        assert!(matches!(error, Error::Shape | Error::Memory), "{architecture:?}: {error}");
        architecture.tensors(); // does not overflow
    }
}

/// Calls that must fail, and leave the network as it was.
#[test]
fn wrong_arguments_are_errors() {
    let (tokens, targets) = counted();
    let mut network = made(&counting(Cell::Lstm), 1);
    assert!(matches!(network.cross_entropy(&targets, 1.0), Err(Error::NoOutputs)));
    assert!(matches!(network.backward(), Err(Error::NoOutputs)));
    assert!(matches!(network.output_gradients_mut(), Err(Error::NoOutputs)));
    assert!(matches!(network.sample(1.0, &[0; 3], &mut [0; 3]), Err(Error::NoOutputs)));
    network.forward(&tokens).unwrap();
    let (parameters, outputs, state) =
        (network.parameters().to_vec(), network.outputs().to_vec(), network.state(0).unwrap().to_vec());

    for wrong in [-1, 7, i32::MIN, i32::MAX] {
        assert!(matches!(network.forward(&[0, wrong, 0]), Err(Error::Token)));
        let mut targets = targets.clone();
        targets[29] = if wrong == -1 { -2 } else { wrong };
        assert!(matches!(network.cross_entropy(&targets, 1.0), Err(Error::Token)));
    }
    assert!(matches!(network.forward(&[]), Err(Error::Length)));
    assert!(matches!(network.forward(&[0; 33]), Err(Error::Length)));
    assert!(matches!(network.forward(&[0; 4]), Err(Error::Count { expected: 6, found: 4, .. })));
    let lengths = |lengths| Input { tokens: &tokens, lengths: Some(lengths), ..Input::default() };
    assert!(matches!(network.run(&lengths(&[10, 10])), Err(Error::Count { expected: 3, found: 2, .. })));
    assert!(matches!(network.run(&lengths(&[10, 11, 10])), Err(Error::Length)));
    assert!(matches!(network.run(&lengths(&[10, -1, 10])), Err(Error::Length)));
    let features = Input { tokens: &tokens, features: &[0.0; 30], lengths: None };
    assert!(matches!(network.run(&features), Err(Error::Input)));
    assert!(matches!(network.cross_entropy(&targets[1..], 1.0), Err(Error::Count { expected: 30, found: 29, .. })));
    assert!(matches!(network.squared_error(&[0.0; 209], None, 1.0), Err(Error::Count { .. })));
    assert!(matches!(network.squared_error(&[0.0; 210], Some(&[0.0; 29]), 1.0), Err(Error::Count { .. })));
    assert!(matches!(network.huber(&[0.0; 211], None, 1.0, 1.0), Err(Error::Count { .. })));
    assert!(matches!(network.huber(&[0.0; 210], None, 0.0, 1.0), Err(Error::Number)));
    assert!(matches!(network.binary_cross_entropy(&[2.0; 210], None, 1.0), Err(Error::Number)));
    assert!(matches!(network.binary_cross_entropy(&[1.0; 7], None, 1.0), Err(Error::Count { .. })));
    assert!(matches!(network.backward_features(&mut [0.0; 30]), Err(Error::Input)));
    assert!(matches!(network.clip(0.0), Err(Error::Number)));
    assert!(matches!(network.update(&Optimizer::adam(f32::NAN)), Err(Error::Number)));
    assert!(matches!(network.update(&Optimizer::Momentum { lr: 0.1, m: 1.0 }), Err(Error::Number)));
    assert!(matches!(network.sample(0.0, &[0; 3], &mut [0; 3]), Err(Error::Number)));
    assert!(matches!(network.sample(1.0, &[0; 2], &mut [0; 3]), Err(Error::Count { .. })));
    assert!(matches!(network.sample(1.0, &[0; 3], &mut [0; 4]), Err(Error::Count { .. })));
    let mut weights = network.weights();
    assert!(matches!(network.set_weights(&weights[1..]), Err(Error::Count { .. })));
    weights[1].pop();
    assert!(matches!(network.set_weights(&weights), Err(Error::Count { .. })));

    assert_eq!(network.parameters(), parameters);
    assert_eq!(network.outputs(), outputs);
    assert_eq!(network.state(0).unwrap(), state);
    network.cross_entropy(&targets, 1.0).unwrap();
    assert!(matches!(network.cross_entropy(&targets, 1.0), Err(Error::NoOutputs)));
    assert!(matches!(network.sample(1.0, &[0; 3], &mut [0; 3]), Err(Error::NoOutputs)));
    network.backward().unwrap();
    assert!(matches!(network.backward(), Err(Error::NoOutputs)));
}

#[test]
fn networks_that_only_run_do_not_train() {
    let mut network = Network::new(&Architecture { training: false, ..counting(Cell::Gru) }).unwrap();
    let (tokens, targets) = counted();
    network.forward(&tokens).unwrap();
    let optimizer = Optimizer::sgd(0.1);
    assert!(matches!(network.train_step(&tokens, &targets, None, &optimizer), Err(Error::NoTraining)));
    assert!(matches!(network.cross_entropy(&targets, 1.0), Err(Error::NoTraining)));
    assert!(matches!(network.squared_error(&[0.0; 210], None, 1.0), Err(Error::NoTraining)));
    assert!(matches!(network.backward(), Err(Error::NoTraining)));
    assert!(matches!(network.backward_features(&mut []), Err(Error::NoTraining)));
    assert!(matches!(network.output_gradients_mut(), Err(Error::NoTraining)));
    assert!(matches!(network.gradients(), Err(Error::NoTraining)));
    assert!(matches!(network.gradient_array(), Err(Error::NoTraining)));
    assert!(matches!(network.clip(1.0), Err(Error::NoTraining)));
    assert!(matches!(network.update(&optimizer), Err(Error::NoTraining)));
}

#[test]
fn networks_without_output_layer_have_no_classes() {
    let architecture = Architecture { tokens: 4, training: true, units: vec![3], ..Architecture::default() };
    let mut network = made(&architecture, 1);
    assert_eq!(network.forward(&[1]).unwrap().len(), 3);
    assert!(matches!(network.cross_entropy(&[1], 1.0), Err(Error::Input)));
    assert!(matches!(network.sample(1.0, &[1], &mut [0]), Err(Error::Input)));
    let mut dense = made(&Architecture { tokens: 0, features: 2, ..architecture }, 1);
    assert!(matches!(dense.forward(&[1]), Err(Error::Input)));
    assert!(matches!(dense.run(&Input::default()), Err(Error::Length)));
    assert!(matches!(dense.run(&Input { features: &[1.0], ..Input::default() }), Err(Error::Count { .. })));
}

#[test]
fn errors_are_one_line() {
    let errors = [
        Error::Shape,
        Error::Token,
        Error::Length,
        Error::Number,
        Error::Sequence,
        Error::NoTraining,
        Error::NoOutputs,
        Error::Input,
        Error::Memory,
        Error::Count { what: "tokens", expected: 6, found: 4 },
        Error::Character { at: 3 },
        Error::OtherNetwork,
        Error::File { path: "a".into(), error: std::io::ErrorKind::NotFound.into() },
        Error::NotSafetensors,
        Error::NotAModel,
        Error::NewerModel,
        Error::Records,
        Error::Vocabulary,
        Error::Tensor,
    ];
    let mut texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(texts[1], "a token is not one of the network's classes");
    assert_eq!(texts[9], "4 tokens, where 6 are required");
    assert!(texts.iter().all(|text| !text.contains('\n') && !text.contains("unknown")), "{texts:?}");
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), errors.len(), "two errors have the same text");
}
