import Foundation
import RNNMPI
import RNNSwift

/// The processes that mpirun has started of this program, if it was started so.
enum Launch {
    /// Number of this process and of all, from the environment that mpirun or srun sets; nil without them.
    static let announced: (rank: Int, count: Int)? = {
        let environment = ProcessInfo.processInfo.environment
        func number(_ names: String...) -> Int? { names.lazy.compactMap { environment[$0].flatMap { Int($0) } }.first }
        guard let count = number("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"), count > 1,
            let rank = number("OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK", "SLURM_PROCID")
        else { return nil }
        return (rank, count)
    }()

    /// Default number of threads of a process: the cores that it is bound to, or its share of the cores of the host.
    static var threads: Int { max(Processors.cores / processesPerSetOfCores, 1) }
    private nonisolated(unsafe) static var processesPerSetOfCores = 1

    /// Runs the program, in the first process; the others help it and end with it.
    static func run(_ program: () -> Void) {
        guard let announced else { return program() }
        #if MPI
            let group = MPIProcesses.start(
                isInterrupted: { Interruption.isRequested }, report: { Progress(quiet: false).line($0) })
            guard group.count == announced.count else {
                refuse(announced, "MPI does not connect them; start them with mpirun, or with srun --mpi=pmix")
            }
            guard group.rank == 0 else {
                // The first process decides when all end.
                for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
                let status = group.follow()
                group.finish()
                exit(status)
            }
            if !Processors.isBound { processesPerSetOfCores = group.hosts[0].count }
            processes = group
            atexit {
                Launch.processes?.end(0)
                Launch.processes?.finish()
            }
            Processes.$current.withValue(group, operation: program)
        #else
            refuse(announced, "this program was built without MPI; build it with make mpi, or start one process")
        #endif
    }

    /// Ends all processes, of which the first one says why.
    private static func refuse(_ announced: (rank: Int, count: Int), _ reason: String) -> Never {
        guard announced.rank == 0 else { exit(0) }
        FileHandle.standardError.write(
            Data("Error: \(announced.count) processes were started, but \(reason)\n".utf8))
        exit(1)
    }

    #if MPI
        private nonisolated(unsafe) static var processes: MPIProcesses?
    #endif
}
