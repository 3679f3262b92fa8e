/* MPI for Swift, which cannot import the macros that Open MPI and MPICH define their constants with. */
#ifndef RNNC_MPI_SHIM_H
#define RNNC_MPI_SHIM_H

#include <mpi.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Bytes that one message has at most: MPI counts with int. */
enum { RNNC_MPI_PIECE = 1 << 30 };

/* A message to or from another process. */
typedef struct {
    int rank;
    void *base;
    size_t bytes;
} rnnc_mpi_message;

/* Starts MPI. Returns 0, or an MPI error. */
static inline int rnnc_mpi_start(int *rank, int *size)
{
    int provided, error;
    if ((error = MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided)) != MPI_SUCCESS) return error;
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    if ((error = MPI_Comm_rank(MPI_COMM_WORLD, rank)) != MPI_SUCCESS) return error;
    return MPI_Comm_size(MPI_COMM_WORLD, size);
}

static inline int rnnc_mpi_end(void) { return MPI_Finalize(); }

static inline void rnnc_mpi_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }

/* The processes on this host. */
static inline MPI_Comm *rnnc_mpi_host(void)
{
    static MPI_Comm host = MPI_COMM_NULL;
    return &host;
}

/* Finds out who shares a host: first[r] is the lowest rank on the host of rank r, name its host's name in
   names[r * length]. Returns 0, or an MPI error. */
static inline int rnnc_mpi_hosts(int size, int rank, int *first, char *names, int length)
{
    int error = MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank, MPI_INFO_NULL, rnnc_mpi_host());
    if (error != MPI_SUCCESS) return error;
    MPI_Comm_set_errhandler(*rnnc_mpi_host(), MPI_ERRORS_RETURN);
    int lowest = rank;
    if ((error = MPI_Allreduce(&rank, &lowest, 1, MPI_INT, MPI_MIN, *rnnc_mpi_host())) != MPI_SUCCESS) return error;
    if ((error = MPI_Allgather(&lowest, 1, MPI_INT, first, 1, MPI_INT, MPI_COMM_WORLD)) != MPI_SUCCESS) return error;
    char name[MPI_MAX_PROCESSOR_NAME + 1] = {0};
    int count = 0;
    if ((error = MPI_Get_processor_name(name, &count)) != MPI_SUCCESS) return error;
    char *own = calloc(1, (size_t)length);
    if (!own) return MPI_ERR_NO_MEM;
    strncpy(own, name, (size_t)length - 1);
    error = MPI_Allgather(own, length, MPI_CHAR, names, length, MPI_CHAR, MPI_COMM_WORLD);
    free(own);
    (void)size;
    return error;
}

static inline int rnnc_mpi_wait_for_host(void) { return MPI_Barrier(*rnnc_mpi_host()); }

/* Memory that the processes of this host share, made by the first of them. It is there until the end. */
static inline int rnnc_mpi_share(size_t bytes, void **base)
{
    int local, unit;
    MPI_Win window;
    MPI_Aint size;
    void *own;
    int error = MPI_Comm_rank(*rnnc_mpi_host(), &local);
    if (error != MPI_SUCCESS) return error;
    error = MPI_Win_allocate_shared(local == 0 ? (MPI_Aint)bytes : 0, 1, MPI_INFO_NULL, *rnnc_mpi_host(), &own, &window);
    if (error != MPI_SUCCESS) return error;
    if ((error = MPI_Win_shared_query(window, 0, &size, &unit, base)) != MPI_SUCCESS) return error;
    if (local == 0) memset(*base, 0, bytes);
    return MPI_Barrier(*rnnc_mpi_host());
}

/* Messages under way: requests, the other process of each, and how many are still open. */
typedef struct {
    MPI_Request *requests;
    int *ranks;
    int *done;
    int count;
    int open;
} rnnc_mpi_transfer;

static inline size_t rnnc_mpi_pieces(const rnnc_mpi_message *messages, size_t count)
{
    size_t pieces = 0;
    for (size_t i = 0; i < count; i++) pieces += (messages[i].bytes + RNNC_MPI_PIECE - 1) / RNNC_MPI_PIECE;
    return pieces;
}

/* Begins to send and to receive messages. Returns 0, or an MPI error. */
static inline int rnnc_mpi_begin(const rnnc_mpi_message *sent, size_t sent_count, const rnnc_mpi_message *received,
    size_t received_count, rnnc_mpi_transfer *transfer)
{
    size_t count = rnnc_mpi_pieces(sent, sent_count) + rnnc_mpi_pieces(received, received_count);
    transfer->requests = malloc((count ? count : 1) * (sizeof *transfer->requests + 2 * sizeof *transfer->ranks));
    if (!transfer->requests) return MPI_ERR_NO_MEM;
    transfer->ranks = (int *)(transfer->requests + count);
    transfer->done = transfer->ranks + count;
    transfer->count = 0;
    for (int sending = 0; sending < 2; sending++) {
        const rnnc_mpi_message *messages = sending ? sent : received;
        for (size_t i = 0; i < (sending ? sent_count : received_count); i++) {
            for (size_t begin = 0; begin < messages[i].bytes; begin += RNNC_MPI_PIECE) {
                size_t rest = messages[i].bytes - begin;
                int bytes = rest < RNNC_MPI_PIECE ? (int)rest : RNNC_MPI_PIECE;
                char *base = (char *)messages[i].base + begin;
                transfer->ranks[transfer->count] = messages[i].rank;
                MPI_Request *request = &transfer->requests[transfer->count++];
                int error = sending
                    ? MPI_Isend(base, bytes, MPI_BYTE, messages[i].rank, 0, MPI_COMM_WORLD, request)
                    : MPI_Irecv(base, bytes, MPI_BYTE, messages[i].rank, 0, MPI_COMM_WORLD, request);
                if (error != MPI_SUCCESS) return error;
            }
        }
    }
    transfer->open = transfer->count;
    return MPI_SUCCESS;
}

/* Looks which messages have been sent or received meanwhile; rank is the process of the last of them, or is left as it
   is. When none is open the transfer is over. */
static inline int rnnc_mpi_look(rnnc_mpi_transfer *transfer, int *rank)
{
    int count = 0;
    if (transfer->open > 0) {
        int error = MPI_Testsome(transfer->count, transfer->requests, &count, transfer->done, MPI_STATUSES_IGNORE);
        if (error != MPI_SUCCESS) return error;
        if (count > 0) {
            transfer->open -= count;
            *rank = transfer->ranks[transfer->done[count - 1]];
        }
    }
    if (transfer->open == 0) {
        free(transfer->requests);
        transfer->requests = NULL;
    }
    return MPI_SUCCESS;
}

/* The process of a message that is still open; -1 if there is none. */
static inline int rnnc_mpi_missing(const rnnc_mpi_transfer *transfer)
{
    for (int i = 0; i < transfer->count; i++) {
        if (transfer->requests[i] != MPI_REQUEST_NULL) return transfer->ranks[i];
    }
    return -1;
}

/* Whether a message of a process has arrived. */
static inline int rnnc_mpi_probe(int rank, int *there)
{
    return MPI_Iprobe(rank, 0, MPI_COMM_WORLD, there, MPI_STATUS_IGNORE);
}

/* What an error means. */
static inline void rnnc_mpi_text(int error, char *text, int length)
{
    char whole[MPI_MAX_ERROR_STRING + 1] = {0};
    int count = 0;
    MPI_Error_string(error, whole, &count);
    strncpy(text, whole, (size_t)length - 1);
    text[length - 1] = 0;
}

#endif
