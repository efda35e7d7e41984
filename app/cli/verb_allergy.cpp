#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/products/substance_repository.h"
#include "core/products/text_meaning.h"
#include "core/safety/allergy.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string text;
    std::string reaction = "not-stated";
    std::string onset;
    qint64 allergy = 0;
    std::string substance;
    std::string reason;
};

QString lineOf(const Allergy &allergy)
{
    return u"%1  %2 (%3)  %4  %5"_s.arg(allergy.id.toString(), allergy.text,
                                        allergy.substance.isEmpty() ? u"not matched"_s : allergy.substance,
                                        reactionName(allergy.reaction), allergyStatusName(allergy.status));
}

Answer answerOf(const Allergy &allergy)
{
    return {lineOf(allergy), toJson(allergy)};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const PatientId patient = TRY(openedRecord(*database, actor, command.now(), options.patient)).id;
    const AllergyState state = TRY(allergyState(*database, patient));
    QStringList lines{allergyAskedName(state.asked)};
    QJsonArray array;
    for (const Allergy &allergy : TRY(allergies(*database, patient))) {
        lines << lineOf(allergy);
        array << toJson(allergy);
    }
    return Answer{lines.join(u'\n'), {{u"state"_s, toJson(state)}, {u"allergies"_s, array}}};
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Allergy allergy;
    allergy.patientId = TRY(patientArgument(*database, options.patient)).id;
    allergy.text = text(options.text);
    allergy.source = u"patient"_s;
    const auto reaction = reactionFromName(text(options.reaction));
    if (!reaction)
        return fail(ErrorCode::InvalidInput, u"--reaction: \"%1\" is not known; see docs/cli.md"_s.arg(text(options.reaction)));
    allergy.reaction = *reaction;
    if (!options.onset.empty()) {
        const auto onset = PartialDate::fromString(text(options.onset));
        if (!onset)
            return fail(ErrorCode::InvalidInput, u"--onset: write it like 2021, 2021-05 or 2021-05-04"_s);
        allergy.onset = *onset;
    }
    return answerOf(TRY(addAllergy(*database, actor, command.now(), allergy)));
}

Result<Answer> noneKnown(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    const AllergyState state = TRY(confirmNoneKnown(*database, actor, command.now(), patient));
    return Answer{allergyAskedName(state.asked), toJson(state)};
}

Result<Answer> confirm(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    const AllergyState state = TRY(confirmAllergies(*database, actor, command.now(), patient));
    return Answer{allergyAskedName(state.asked), toJson(state)};
}

/// What the words may mean; 0 when they are certain to be a substance's name or say that there is no allergy.
Result<Answer> suggest(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const SubstanceCatalogue catalogue = TRY(substances(*database));
    const TextMeaning meaning = understand(text(options.text), catalogue);
    QStringList lines{meaningName(meaning.kind)};
    QJsonArray guesses;
    for (const SubstanceGuess &guess : meaning.guesses) {
        lines << u"%1  %2  (%3: %4)"_s.arg(guess.substance, catalogue.nameOf(guess.substance), guessName(guess.how), guess.words);
        guesses << QJsonObject{{u"substance"_s, guess.substance},
                               {u"name"_s, catalogue.nameOf(guess.substance)},
                               {u"how"_s, guessName(guess.how)},
                               {u"words"_s, guess.words}};
    }
    for (const QString &question : meaning.questions)
        lines << u"Ask: "_s + question;
    if (!meaning.rest.isEmpty())
        lines << u"Not understood: "_s + meaning.rest.join(u", "_s);
    const bool isSettled = meaning.kind == TextMeaning::Kind::Certain || meaning.kind == TextMeaning::Kind::NoneKnown;
    return Answer{lines.join(u'\n'),
                  {{u"kind"_s, meaningName(meaning.kind)},
                   {u"guesses"_s, guesses},
                   {u"questions"_s, QJsonArray::fromStringList(meaning.questions)},
                   {u"notUnderstood"_s, QJsonArray::fromStringList(meaning.rest)},
                   {u"negated"_s, meaning.isNegated},
                   {u"otherPerson"_s, meaning.isOtherPerson},
                   {u"uncertain"_s, meaning.isUncertain},
                   {u"faint"_s, meaning.isFaint},
                   {u"lasting"_s, meaning.isLasting}},
                  isSettled ? Exit::Done : Exit::No};
}

enum class Change { Match, NotRelevant, Retire };

Result<Answer> change(const Command &command, const Options &options, Change kind)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(kind == Change::NotRelevant ? command.doctor(*database) : command.actor(*database));
    const AllergyId id(options.allergy);
    switch (kind) {
    case Change::Match:
        return answerOf(TRY(matchAllergy(*database, actor, command.now(), id, text(options.substance))));
    case Change::NotRelevant:
        return answerOf(TRY(markNotRelevant(*database, actor, command.now(), id, text(options.reason))));
    case Change::Retire:
        break;
    }
    return answerOf(TRY(retireAllergy(*database, actor, command.now(), id, text(options.reason))));
}

void addChangeVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *match = verb.add_subcommand("match", "Say which substance the text means");
    auto *notRelevant = verb.add_subcommand("not-relevant", "It does not matter to needling (dermatologist)");
    auto *retire = verb.add_subcommand("retire", "Take an entry off the list");
    for (CLI::App *one : {match, notRelevant, retire}) {
        command.addOptions(*one);
        one->add_option("allergy", options->allergy, "The entry's number")->required();
    }
    match->add_option("substance", options->substance, "A substance's key, like lidocaine")->required();
    notRelevant->add_option("--reason", options->reason, "Why, in 15 characters or more")->required();
    retire->add_option("--reason", options->reason, "Why")->required();
    command.onCall(*match, [&command, options] { return change(command, *options, Change::Match); });
    command.onCall(*notRelevant, [&command, options] { return change(command, *options, Change::NotRelevant); });
    command.onCall(*retire, [&command, options] { return change(command, *options, Change::Retire); });
}

} // namespace

void addAllergyVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("allergy", "What a patient reacts to")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *listVerb = verb->add_subcommand("list", "State and entries");
    auto *addVerb = verb->add_subcommand("add", "Add an entry, as the patient says it");
    auto *noneVerb = verb->add_subcommand("none-known", "The patient says there are none");
    auto *confirmVerb = verb->add_subcommand("confirm", "Asked again; the list still holds");
    for (CLI::App *one : {listVerb, addVerb, noneVerb, confirmVerb}) {
        command.addOptions(*one);
        one->add_option("patient", options->patient, "File number")->required();
    }
    addVerb->add_option("text", options->text, "What it is")->required();
    addVerb->add_option("--reaction", options->reaction, "What happened")->capture_default_str();
    addVerb->add_option("--onset", options->onset, "Since when: 2021, 2021-05 or 2021-05-04");
    auto *suggestVerb = verb->add_subcommand("suggest", "What a patient's words may mean");
    command.addOptions(*suggestVerb);
    suggestVerb->add_option("text", options->text, "The words, as they were said")->required();
    command.onCall(*suggestVerb, [&command, options] { return suggest(command, *options); });
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*noneVerb, [&command, options] { return noneKnown(command, *options); });
    command.onCall(*confirmVerb, [&command, options] { return confirm(command, *options); });
    addChangeVerbs(*verb, command, options);
}

} // namespace dermis::cli
