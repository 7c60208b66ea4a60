package dev.foresight.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.xml.parsers.DocumentBuilder;

/** What no code of the product may do: of the engine, of plots and of the workbench at once. */
@AnalyzeClasses(packages = "dev.foresight", importOptions = ImportOption.DoNotIncludeTests.class)
class ContainmentTest {
    @ArchTest
    static void allPartsOfTheProductAreLookedAt(JavaClasses product) {
        assertThat(product.contain("dev.foresight.engine.queue.Worker")).isTrue();
        assertThat(product.contain("dev.foresight.plots.figure.SvgFigure")).isTrue();
        assertThat(product.contain("dev.foresight.app.Main")).isTrue();
    }

    @ArchTest
    static final ArchRule nothingIsSerialised = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
            .because("who can have an object read may run code by it; files are JSON, CSV and raw tensors");

    @ArchTest
    static final ArchRule nothingListens = noClasses()
            .should()
            .dependOnClassesThat(belongToAnyOf(
                            ServerSocket.class,
                            ServerSocketChannel.class,
                            AsynchronousServerSocketChannel.class,
                            DatagramSocket.class,
                            DatagramChannel.class)
                    .or(resideInAnyPackage("com.sun.net.httpserver..", "java.rmi..")))
            .because("processes talk through files in the run's folder, so that no other user can talk to them");

    @ArchTest
    static final ArchRule nothingCallsOut = noClasses()
            .should()
            .dependOnClassesThat(belongToAnyOf(
                            Socket.class, SocketChannel.class, AsynchronousSocketChannel.class, URLConnection.class)
                    .or(resideInAnyPackage("java.net.http..", "javax.net..")))
            .orShould()
            .callMethod(URL.class, "openStream")
            .because("nothing is downloaded and nothing is told to anybody; data is fetched by hand and imported");

    @ArchTest
    static final ArchRule noXmlIsParsed = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.foresight.plots.figure.SvgFigure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml.sax..")
            .because("XML may name files and addresses that its parser then fetches; only the writer of SVG needs the"
                    + " factory, for an empty document");

    @ArchTest
    static final ArchRule theWriterOfSvgParsesNothing = noClasses()
            .should()
            .callMethodWhere(named(DocumentBuilder.class, "parse"))
            .because("it takes an empty document from the builder and nothing else");

    @ArchTest
    static final ArchRule onlyTheQueueStartsProcesses = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.foresight.engine.queue.Worker")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .because("one place makes the command of a process, from words and never through a shell");

    @ArchTest
    static final ArchRule noCommandIsGivenToTheSystem = noClasses()
            .should()
            .callMethodWhere(named(Runtime.class, "exec"))
            .because("it cuts a command at its blanks, so that a path with a blank becomes another command");

    private static DescribedPredicate<JavaMethodCall> named(Class<?> owner, String method) {
        return describe(
                owner.getSimpleName() + "." + method + " is meant",
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(method));
    }
}
