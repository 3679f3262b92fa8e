import Foundation
public func experiment(_ args: [String]) throws {
    let train = try NameList(contentsOf: args[1]), test = try NameList(contentsOf: args[2])
    let lr = Double(args[3])!, batch = Int(args[4])!, epochs = Int(args[5])!, threads = Int(args[6])!
    let patience = Int(args[7])!
    let v = try Vocabulary(of: train.names)
    let parts = train.split(holdingOut: 0.1, seed: 1)
    let enc = EncodedNames(parts.training, vocabulary: v)
    let val = EncodedNames(parts.heldOut, vocabulary: v)
    let tst = EncodedNames(test.names, vocabulary: v)
    let net = Network(Architecture(hidden: args.count > 8 ? args[8].split(separator: ",").map { Int($0)! } : [32,32]), vocabularySize: v.count, kernels: .best)
    let step = TrainingStep(net, parameters: net.initialParameters(seed: 1), optimizer: Adam(parameterCount: net.layout.count, kernels: .best), threads: threads)
    let ev = Evaluator(val, network: net, threads: threads), et = Evaluator(tst, network: net, threads: threads)
    var order = enc.occurrences; var g = SplitMix64(seed: 1, stream: .shuffling)
    var sched = PlateauSchedule(learningRate: lr, patience: patience)
    let t0 = Date(); var tr = 0.0; var preds = 0
    for e in 1...epochs {
        let te = Date()
        order.shuffle(using: &g); var loss = 0.0, n = 0
        var i = 0
        while i < order.count { let j = min(i + batch, order.count); var s = order[i..<j]; s.sort(); let r = step.run(enc, selection: s, learningRate: sched.learningRate); loss += r.loss; n += r.predictions; i = j }
        tr += Date().timeIntervalSince(te); preds += n
        let v = ev.evaluate(step.weights)
        let verdict = sched.observe(v.nats)
        if e % 10 == 0 || verdict == .finished { let t = et.evaluate(step.weights); print(e, loss / Double(n), v.nats, t.nats, sched.learningRate, String(format: "%.2fs train %.2fs total, %.2fM/s", tr, Date().timeIntervalSince(t0), Double(preds) / tr / 1e6)) }
        if verdict == .finished { print("best", sched.best); break }
    }
}
