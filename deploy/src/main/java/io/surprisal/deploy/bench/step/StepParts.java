package io.surprisal.deploy.bench.step;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.cell.RecurrentNetwork;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.cell.Workspace;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.score.Channel;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.score.TailCounts;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import java.util.Random;

/** The parts of a row of one feature, each by itself on states of {@link SeriesRows}. */
final class StepParts {

    private static final List<TailCounts> TAILS = List.of(
            TailCounts.SURPRISE, TailCounts.DRIFT, TailCounts.LEVEL, TailCounts.VARIABILITY, TailCounts.SUSTAINED);
    private static final int SETTLED_ROWS = 500;
    private static final int INPUT_ROWS = 64;

    private final SeriesRows rows;
    private final RecurrentNetwork network;
    private final Workspace workspace;
    private final Forecaster forecaster;
    private final RecurrentState recurrent;
    private final Forecast forecast = new Forecast();
    private final ChannelStatistics statistics = new ChannelStatistics();
    private final Normaliser normaliser = new Normaliser();
    private final float[][] inputs;
    private byte[] copy = new byte[0];
    private double sum;

    StepParts(ModelSnapshot model, SeriesRows rows) {
        this.rows = rows;
        network = RecurrentNetwork.of(model);
        workspace = network.newWorkspace();
        forecaster = new Forecaster(model);
        recurrent = new RecurrentState(model.spec(), 1);
        inputs = new float[INPUT_ROWS][model.spec().inputSize()];
        Random random = new Random(1);
        for (float[] row : inputs) {
            for (int index = 0; index < row.length; index++) {
                row[index] = (float) random.nextGaussian();
            }
        }
    }

    /** The network alone. */
    void network(int times) {
        for (int each = 0; each < times; each++) {
            network.step(inputs[each % INPUT_ROWS], recurrent, 0, workspace);
        }
    }

    /** The network, the head, and the three moments that a row asks for. */
    void forecast(int times) {
        for (int each = 0; each < times; each++) {
            forecaster.step(inputs[each % INPUT_ROWS], recurrent, 0, forecast);
            sum += forecast.mean(Horizon.NEXT) + forecast.deviation(Horizon.NEXT) + forecast.mean(Horizon.ROWS_96);
        }
    }

    /** The copy of a state that is made because a store's cache may hold on to its own. */
    void copy(int times) {
        for (int each = 0; each < times; each++) {
            copy = rows.state(each).clone();
        }
    }

    /** A state read from its bytes, h and c out of it and into it again. */
    void codec(int times) {
        for (int each = 0; each < times; each++) {
            SeriesState state = SeriesState.wrap(rows.state(each));
            RecurrentBytes.read(state, recurrent.values());
            RecurrentBytes.write(state, recurrent.values());
            sum += state.bytes().length;
        }
    }

    /** The statistics of the five channels and how rare they are. */
    void channels(int times) {
        for (int each = 0; each < times; each++) {
            SeriesState state = SeriesState.wrap(rows.state(each));
            float y = inputs[each % INPUT_ROWS][0];
            statistics.load(state, 0);
            statistics.learn(y, 0, 0.1, 0.5, 0.1, SETTLED_ROWS, 1);
            statistics.store(state, 0);
            int at = state.layout().tailCounts(0);
            for (int channel = 0; channel < TAILS.size(); channel++) {
                sum += TAILS.get(channel).learn(state, at, statistics.statistic(Channel.OF_ONE.get(channel)), true);
                at += TAILS.get(channel).bytes();
            }
        }
    }

    /** The moments of a series, and what the network asks of them. */
    void normaliser(int times) {
        for (int each = 0; each < times; each++) {
            SeriesState state = SeriesState.wrap(rows.state(each));
            normaliser.load(state, 0);
            sum += normaliser.lastY() + normaliser.secondLastY() + normaliser.fastMeanY();
            sum += normaliser.observedY(50 + inputs[each % INPUT_ROWS][0]);
            normaliser.learn(50 + inputs[each % INPUT_ROWS][0]);
            normaliser.store(state, 0);
        }
    }

    /** So that no compiler thinks that nobody reads what was computed. */
    double sum() {
        return sum + copy.length;
    }
}
