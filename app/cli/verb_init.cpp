#include "app/cli/new_lock.h"
#include "app/cli/verbs.h"
#include "core/access/passwords.h"
#include "core/clinic/clinic.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string practice;
    std::string doctor;
    std::string hpcsa;
    std::string practiceNumber;
    std::string address;
    std::string phone;
    std::string afterHours;
    std::string prefix;
    std::string nurse;
    LockOptions lock;
};

NewClinic clinicFrom(const Options &options, const NewLock &lock)
{
    NewClinic clinic = clinicOf(text(options.practice), text(options.doctor));
    clinic.practice.hpcsaNumber = text(options.hpcsa);
    clinic.practice.practiceNumber = text(options.practiceNumber);
    clinic.practice.address = text(options.address);
    clinic.practice.phone = text(options.phone);
    clinic.practice.afterHoursPhone = text(options.afterHours);
    clinic.practice.fileNumberPrefix = text(options.prefix);
    clinic.password = lock.password;
    clinic.derivation = lock.derivation;
    clinic.staff.first().hpcsaNumber = text(options.hpcsa);
    if (!options.nurse.empty()) {
        Staff nurse;
        nurse.name = text(options.nurse);
        nurse.roles = Role::Nurse;
        clinic.staff << nurse;
    }
    return clinic;
}

Result<Answer> make(const Command &command, const Options &options)
{
    const NewLock lock = TRY(newLock(options.lock));
    const auto database = TRY(createClinic(command.clinicPath(), clinicFrom(options, lock), command.now()));
    Answer answer{u"%1 is ready. %2 is its dermatologist and owner."_s.arg(command.clinicPath(), text(options.doctor)),
                  {{u"clinic"_s, command.clinicPath()},
                   {u"practice"_s, text(options.practice)},
                   {u"doctor"_s, text(options.doctor)},
                   {u"encrypted"_s, database->key() != nullptr}}};
    if (database->key() == nullptr)
        return answer;
    const Staff owner = TRY(onlyDermatologist(*database));
    const QString recoveryKey = TRY(makeRecoveryKey(*database, owner.actor(), command.now())).text();
    answer.text += u"\nRecovery key, to keep on paper and not in this computer: %1"_s.arg(recoveryKey);
    answer.json.insert(u"recoveryKey"_s, recoveryKey);
    return answer;
}

} // namespace

void addInitVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("init", "Start a new clinic file");
    auto options = std::make_shared<Options>();
    command.addFileOptions(*verb);
    verb->add_option("--practice", options->practice, "The practice's name")->required();
    verb->add_option("--doctor", options->doctor, "The dermatologist's name, who is also the owner")->required();
    verb->add_option("--hpcsa", options->hpcsa, "The dermatologist's HPCSA number");
    verb->add_option("--practice-number", options->practiceNumber, "The practice number");
    verb->add_option("--address", options->address, "The practice's address");
    verb->add_option("--phone", options->phone, "The practice's telephone number");
    verb->add_option("--after-hours", options->afterHours, "The telephone number after hours");
    verb->add_option("--file-prefix", options->prefix, "Letters before the counter of the file numbers");
    verb->add_option("--nurse", options->nurse, "A nurse who works there");
    options->lock.addTo(*verb);
    command.onCall(*verb, [&command, options] { return make(command, *options); });
}

} // namespace dermis::cli
