package dev.holdfast.chat.topics;

import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that are missing and learns which log this is; asks until the broker answers,
 * and looks again now and then, since a log can be deleted and made anew.
 */
@ApplicationScoped
class MakeTopics {
    private static final Logger LOG = Logger.getLogger(MakeTopics.class);

    private final KafkaClients kafka;
    private final Life life;
    private final Topics topics;
    private final TopicsConfig config;
    private final Vertx vertx;
    private @Nullable Recurring looking;

    MakeTopics(KafkaClients kafka, Life life, Topics topics, TopicsConfig config, Vertx vertx) {
        this.kafka = kafka;
        this.life = life;
        this.topics = topics;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        looking =
                Recurring.start(
                        vertx,
                        life,
                        "topics",
                        config.retryAfter(),
                        config.lookAgainAfter().plus(config.lookWithin()),
                        this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (looking != null) {
            looking.stop();
        }
    }

    private Uni<Next> look() {
        return kafka.ask(admin -> admin.listTopics().names())
                .chain(this::makeMissing)
                .chain(this::describe)
                .invoke(this::learn)
                .chain(this::rest);
    }

    /** Once all is well there is no hurry. */
    private Uni<Next> rest() {
        return Uni.createFrom()
                .item(Next.AFTER_PAUSE)
                .onItem()
                .delayIt()
                .by(config.lookAgainAfter());
    }

    private Uni<Void> makeMissing(Set<String> present) {
        List<NewTopic> missing =
                Arrays.stream(Topic.values())
                        .filter(topic -> !present.contains(topic.topicName()))
                        .map(this::made)
                        .toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return kafka.ask(admin -> admin.createTopics(missing).all())
                .onFailure(TopicExistsException.class)
                .recoverWithNull()
                .invoke(() -> LOG.infof("topics made names=%s", names(missing)));
    }

    private NewTopic made(Topic topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        settings.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAX_RECORD_BYTES));
        return new NewTopic(
                        topic.topicName(),
                        Optional.of(topic.partitions()),
                        Optional.of(config.replicationFactor()))
                .configs(settings);
    }

    private Uni<TopicDescription> describe() {
        List<String> all = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        return kafka.ask(admin -> admin.describeTopics(all).allTopicNames())
                .map(found -> found.get(Topic.Names.CONVERSATION_EVENTS));
    }

    private void learn(TopicDescription description) {
        Uuid id = description.topicId();
        LogTopic log =
                new LogTopic(
                        new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                        description.partitions().size());
        if (!topics.log().equals(Optional.of(log))) {
            LOG.infof("log known topicId=%s partitions=%d", log.id(), log.partitions());
            topics.learned(log);
        }
    }

    private static List<String> names(List<NewTopic> made) {
        return made.stream().map(NewTopic::name).toList();
    }
}
