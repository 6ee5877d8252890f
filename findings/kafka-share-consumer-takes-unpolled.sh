#!/usr/bin/env bash
# A share consumer that nobody polls takes a record away from those who do.
#
# Versions  Apache Kafka 4.3.1, broker and Java client; one broker, one partition, defaults otherwise.
# Guess     A KafkaShareConsumer fetches while it is polled. One whose last poll came back empty and that is
#           not polled again holds nothing, so the next record goes to whichever consumer asks for it.
# Found     An empty poll leaves a fetch on its way, and the client's own thread sends another each time one
#           comes back empty. The next record is acquired by the consumer that nobody polls: the one that
#           polls gets nothing until the lock of the first ends (30 s), or until the first is closed. After a
#           poll that did bring a record no fetch is left, and the other consumer gets the next one at once.
# Matters   Where "I am full" is said by not polling, as a worker would: poll until something comes, work, poll
#           again. Whether a full worker holds the next job depends on what its last poll but one had brought.
#
# Needs a JDK from 21 and Maven. Makes a temporary folder and listens on loopback alone; about a minute.
set -euo pipefail

version=4.3.1
folder=$(mktemp -d)
broker=''
finish() {
  [[ -z $broker ]] || { kill "$broker" 2>/dev/null || true; wait "$broker" 2>/dev/null || true; }
  rm -rf "$folder"
}
trap finish EXIT
cd "$folder"

cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime

port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
kafka=$(port) controller=$(port)
cat >server.properties <<CONF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$kafka,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$kafka
controller.listener.names=CONTROLLER
log.dirs=$folder/data
offsets.topic.replication.factor=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
CONF
run() { java -Xmx400m -cp "$folder/lib/*" "$@"; }
run kafka.tools.StorageTool format -t "$(run kafka.tools.StorageTool random-uuid 2>/dev/null)" -c server.properties >format.log 2>&1
java -Xmx400m -cp "$folder/lib/*" kafka.Kafka server.properties >broker.log 2>&1 &
broker=$!

cat >Probe.java <<'JAVA'
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.*;

class Probe {
    static String server;

    static KafkaShareConsumer<String, String> consumer() {
        var consumer = new KafkaShareConsumer<String, String>(Map.of(
                "bootstrap.servers", server, "group.id", "jobs", "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of("jobs"));
        return consumer;
    }

    /** Polls up to the given time until a record has come, and acknowledges it. */
    static String next(KafkaShareConsumer<String, String> consumer, int seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < until) {
            for (var record : consumer.poll(Duration.ofSeconds(seconds))) {
                consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                consumer.commitSync();
                return record.value();
            }
        }
        return "nothing";
    }

    public static void main(String[] args) throws Exception {
        server = args[0];
        try (var admin = Admin.create(Map.of("bootstrap.servers", server));
                var producer = new KafkaProducer<String, String>(
                        Map.of("bootstrap.servers", server), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("jobs", 1, (short) 1))).all().get();
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, "jobs"), List.of(
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all().get();

            // The idle one's last poll brought a record, and it had asked for nothing before.
            producer.send(new ProducerRecord<>("jobs", "first")).get();
            var idle = consumer();
            System.out.println("idle after a record: it got " + next(idle, 60));
            producer.send(new ProducerRecord<>("jobs", "second")).get();
            Thread.sleep(2000);
            var busy = consumer();
            System.out.println("idle after a record: the one that polls got " + next(busy, 15));
            busy.close();
            idle.close();

            // The idle one's last poll came back empty.
            idle = consumer();
            System.out.println("idle after an empty poll: it got " + next(idle, 15));
            producer.send(new ProducerRecord<>("jobs", "third")).get();
            Thread.sleep(2000);
            busy = consumer();
            System.out.println("idle after an empty poll: the one that polls got " + next(busy, 15));
            idle.close();
            System.out.println("once the idle one was closed: the one that polls got " + next(busy, 15));
            busy.close();
        }
    }
}
JAVA

run Probe.java "127.0.0.1:$kafka" 2>probe.log | tee seen.txt

cat >expected.txt <<'TEXT'
idle after a record: it got first
idle after a record: the one that polls got second
idle after an empty poll: it got nothing
idle after an empty poll: the one that polls got nothing
once the idle one was closed: the one that polls got third
TEXT
if diff expected.txt seen.txt; then
  echo "As found, with Apache Kafka $version."
else
  echo "Not as found with Apache Kafka $version; see the difference above." >&2
  exit 1
fi
